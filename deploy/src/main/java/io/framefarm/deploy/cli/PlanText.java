package io.framefarm.deploy.cli;

import io.framefarm.protocol.v1.PlanReport;
import io.framefarm.protocol.v1.SegmentReport;
import io.framefarm.protocol.v1.ShotReport;
import io.framefarm.protocol.v1.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan as people read it. */
final class PlanText {

    /** More of a shot nobody reads; the JSON has all. */
    private static final int MAX_SEGMENTS = 40;

    private PlanText() {}

    static List<String> lines(PlanReport plan) {
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "%s, %d frames (video: %d), %s, about %s GPU-seconds, %s at the least (at %s TFLOP/s, as large as SD 1.5)",
                counted(plan.getShotsCount(), "shot"),
                plan.getFrames(),
                plan.getVideoFrames(),
                counted(plan.getJobs(), "job"),
                seconds(plan.getWork().getGpuSeconds()),
                seconds(plan.getWork().getShortestSeconds()),
                seconds(plan.getAssumedTeraflops())));
        plan.getShotsList().forEach(shot -> lines.addAll(lines(shot)));
        return lines;
    }

    private static List<String> lines(ShotReport shot) {
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "shot %d: %d frames, %s%s, %s%s: %s, about %s GPU-seconds",
                shot.getShot(),
                shot.getFrames(),
                name(shot.getContinuity().name(), "CONTINUITY_"),
                shot.getLoop() ? ", loop" : "",
                counted(shot.getSteps(), "step"),
                shot.getStepsAssumed() ? " (assumed; the pack decides)" : "",
                counted(shot.getSegmentsCount(), "segment"),
                seconds(shot.getWork().getGpuSeconds())));
        shot.getSegmentsList().stream().limit(MAX_SEGMENTS).forEach(segment -> lines.add(line(segment)));
        if (shot.getSegmentsCount() > MAX_SEGMENTS) {
            lines.add("  ... and " + (shot.getSegmentsCount() - MAX_SEGMENTS) + " more; --json lists all");
        }
        return lines;
    }

    private static String line(SegmentReport segment) {
        String needs = segment.getNeedsList().stream().map(String::valueOf).collect(Collectors.joining(", "));
        String line = format(
                "  %3d  %-12s window %-10s %-17s%s",
                segment.getSegment(),
                work(segment),
                range(segment.getWindow()),
                segment.getFrames().getFrames() > 0 ? "frames " + range(segment.getFrames()) : "latents only",
                needs.isEmpty() ? "" : "needs " + needs);
        return line.stripTrailing();
    }

    private static String work(SegmentReport segment) {
        return switch (segment.getKind()) {
            case SEGMENT_KIND_SAMPLE -> "sample";
            case SEGMENT_KIND_STEP -> "step " + segment.getStep();
            case SEGMENT_KIND_BLEND -> segment.getStep() == 0 ? "blend" : "blend, +" + segment.getStep();
            case SEGMENT_KIND_UNSPECIFIED, UNRECOGNIZED -> "?";
        };
    }

    private static String range(Window window) {
        return window.getFirstFrame() + "-" + (window.getFirstFrame() + window.getFrames() - 1);
    }

    private static String name(String value, String prefix) {
        return value.substring(prefix.length()).toLowerCase(Locale.ROOT);
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String seconds(double seconds) {
        return format(seconds < 10 ? "%.1f" : "%.0f", seconds);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
