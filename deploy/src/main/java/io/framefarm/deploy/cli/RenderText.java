package io.framefarm.deploy.cli;

import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.time.Duration;
import java.util.Locale;

/** How a render stands, as lines for people. */
final class RenderText {

    private static final int BAR_CELLS = 24;

    private RenderText() {}

    /** Such as {@code [########----] 5/8 segments  3.1 frames/s  0:42 left}. */
    static String bar(RenderStatus status, Pace.Reading pace) {
        int cells = status.getFramesTotal() == 0
                ? 0
                : (int) ((long) BAR_CELLS * status.getFramesRendered() / status.getFramesTotal());
        return "[" + "#".repeat(cells) + "-".repeat(BAR_CELLS - cells) + "] " + line(status, pace);
    }

    /** Such as {@code rendering  5/8 segments  3.1 frames/s  0:42 left}. */
    static String line(RenderStatus status, Pace.Reading pace) {
        StringBuilder line = new StringBuilder(StateNames.of(status.getState()));
        if (pace.segments() > 0) {
            line.append("  ").append(pace.segmentsDone()).append('/').append(pace.segments());
            line.append(" segments");
        }
        if (status.getState() == RenderState.RENDER_STATE_RENDERING && pace.framesPerSecond() > 0) {
            line.append(String.format(Locale.ROOT, "  %.1f frames/s", pace.framesPerSecond()));
            pace.left()
                    .ifPresent(left -> line.append("  ").append(clockTime(left)).append(" left"));
        }
        if (status.getState() == RenderState.RENDER_STATE_STITCHING) {
            line.append("  ").append(status.getFramesEncoded()).append('/').append(status.getVideoFrames());
            line.append(" frames encoded");
        }
        if (!status.getWaitingFor().isEmpty()) {
            line.append("  waiting for ").append(status.getWaitingFor());
        }
        if (status.hasFailure()) {
            line.append("  ").append(status.getFailure().getCode());
            line.append(": ").append(status.getFailure().getMessage());
        }
        return line.toString();
    }

    private static String clockTime(Duration duration) {
        long hours = duration.toHours();
        return hours > 0
                ? "%d:%02d:%02d".formatted(hours, duration.toMinutesPart(), duration.toSecondsPart())
                : "%d:%02d".formatted(duration.toMinutesPart(), duration.toSecondsPart());
    }
}
