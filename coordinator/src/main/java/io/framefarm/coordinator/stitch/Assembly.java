package io.framefarm.coordinator.stitch;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.SegmentWon;
import io.framefarm.protocol.v1.ShotPlan;
import io.framefarm.protocol.v1.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Knows of one render which frames have come, and hands them out in the order of the video. Holds no pixels. Not safe
 * for use by several threads.
 */
final class Assembly {
    private static final int NOWHERE = -1;

    private final Timeline timeline;
    private final int width;
    private final int height;
    /** By shot, by number. */
    private final List<List<SegmentFrames>> segments = new ArrayList<>();

    /** By shot and frame: the number of the segment that it comes from. */
    private final List<int[]> origins = new ArrayList<>();

    private int next;

    /** Throws {@link IllegalArgumentException} for a plan that makes no video. */
    Assembly(String renderId, AssemblyPlan plan) {
        if (plan.getShotsCount() == 0
                || plan.getShotsCount() != plan.getRequest().getShotsCount()) {
            throw new IllegalArgumentException("the plan has " + plan.getShotsCount() + " shots, its request "
                    + plan.getRequest().getShotsCount());
        }
        requireWithinLimits(plan);
        timeline = Timeline.of(plan);
        width = plan.getRequest().getWidth();
        height = plan.getRequest().getHeight();
        for (int shot = 0; shot < plan.getShotsCount(); shot++) {
            origins.add(origins(shot, plan.getShots(shot)));
            segments.add(segments(renderId, shot, plan.getShots(shot)));
        }
    }

    /** What the coordinator has checked long before; a broken record must not take all memory. */
    private static void requireWithinLimits(AssemblyPlan plan) {
        for (ShotPlan shot : plan.getShotsList()) {
            if (shot.getFrames() < 1 || shot.getFrames() > Limits.MAX_FRAMES_PER_SHOT) {
                throw new IllegalArgumentException(
                        "a shot of " + shot.getFrames() + " frames (allowed: 1 to " + Limits.MAX_FRAMES_PER_SHOT + ")");
            }
        }
    }

    private static int[] origins(int shot, ShotPlan plan) {
        int[] origins = new int[plan.getFrames()];
        Arrays.fill(origins, NOWHERE);
        for (int i = 0; i < plan.getWindowsCount(); i++) {
            Window window = plan.getWindows(i);
            long end = (long) window.getFirstFrame() + window.getFrames();
            if (window.getFirstFrame() < 0 || window.getFrames() < 0 || end > plan.getFrames()) {
                throw new IllegalArgumentException("window " + i + " of shot " + shot + " is " + window.getFrames()
                        + " frames from " + window.getFirstFrame() + ", the shot has " + plan.getFrames());
            }
            for (int frame = window.getFirstFrame(); frame < end; frame++) {
                if (origins[frame] != NOWHERE) {
                    throw new IllegalArgumentException("frame " + frame + " of shot " + shot + " is in the windows "
                            + origins[frame] + " and " + i);
                }
                origins[frame] = i;
            }
        }
        return origins;
    }

    private static List<SegmentFrames> segments(String renderId, int shot, ShotPlan plan) {
        List<SegmentFrames> segments = new ArrayList<>();
        int covered = 0;
        for (int i = 0; i < plan.getWindowsCount(); i++) {
            covered += plan.getWindows(i).getFrames();
            SegmentRef ref = SegmentRef.newBuilder()
                    .setRenderId(renderId)
                    .setShot(shot)
                    .setSegment(i)
                    .build();
            segments.add(new SegmentFrames(ref, plan.getWindows(i)));
        }
        if (covered != plan.getFrames()) {
            throw new IllegalArgumentException(
                    "the windows of shot " + shot + " cover " + covered + " of " + plan.getFrames() + " frames");
        }
        return List.copyOf(segments);
    }

    /** In frames of the video. */
    int length() {
        return timeline.length();
    }

    FrameFate offer(FrameEntry entry) {
        Optional<SegmentFrames> segment = segment(entry.ref());
        if (segment.isEmpty() || entry.width() != width || entry.height() != height) {
            return FrameFate.FOREIGN;
        }
        return segment.get().offer(entry);
    }

    /**
     * Returns the frames that have lost by it. A second winner, of a segment that was rendered again, replaces the
     * first only while none of the segment's frames has been handed out; later, only if the first is rejected.
     */
    List<FrameEntry> won(SegmentWon won) {
        SegmentFrames segment = segment(won.getRef())
                .orElseThrow(() -> new IllegalArgumentException("the plan has no segment "
                        + won.getRef().getSegment() + " of shot " + won.getRef().getShot()));
        if (segment.isWonBy(won.getAttempt()) || segment.hasRejected(won.getAttempt())) {
            return List.of();
        }
        if (segment.winner().isPresent() && handedOut(won.getRef())) {
            segment.succeededBy(won);
            return List.of();
        }
        return segment.won(won);
    }

    private boolean handedOut(SegmentRef ref) {
        SegmentFrames segment = segments.get(ref.getShot()).get(ref.getSegment());
        return IntStream.range(0, next)
                .mapToObj(timeline::at)
                .flatMap(slot -> slot.sources().stream())
                .anyMatch(id -> id.shot() == ref.getShot() && segment.holds(id.frame()));
    }

    private Optional<SegmentFrames> segment(SegmentRef ref) {
        if (ref.getShot() < 0 || ref.getShot() >= segments.size()) {
            return Optional.empty();
        }
        List<SegmentFrames> shot = segments.get(ref.getShot());
        return ref.getSegment() < 0 || ref.getSegment() >= shot.size()
                ? Optional.empty()
                : Optional.of(shot.get(ref.getSegment()));
    }

    /** A frame of the video whose sources have all come. */
    record Due(int index, List<Source> sources, int share, int of) {
        Due {
            sources = List.copyOf(sources);
        }
    }

    /** A winner's frame, and what its pixels must hash to. */
    record Source(FrameEntry entry, ByteString sha256) {}

    /** Whether the next frame of the video can be made. */
    boolean nextIsDue() {
        return due().isPresent();
    }

    /** The next frame of the video, if it can be made; each is handed out once. */
    Optional<Due> takeNext() {
        Optional<Due> due = due();
        next += due.isPresent() ? 1 : 0;
        return due;
    }

    private Optional<Due> due() {
        if (next == timeline.length()) {
            return Optional.empty();
        }
        Timeline.Slot slot = timeline.at(next);
        List<Source> sources = new ArrayList<>();
        for (FrameId id : slot.sources()) {
            SegmentFrames segment = holding(id);
            Optional<FrameEntry> entry = segment.find(id.frame());
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            sources.add(new Source(entry.get(), segment.digest(id.frame())));
        }
        return Optional.of(new Due(next, sources, slot.share(), slot.of()));
    }

    private SegmentFrames holding(FrameId id) {
        return segments.get(id.shot()).get(origins.get(id.shot())[id.frame()]);
    }

    /** Frames from this one on will be handed out again. */
    void rewind(int index) {
        next = index;
    }

    /** The winner's frames are of no use; its segment waits for another one. Returns the frames that have lost by it. */
    List<FrameEntry> reject(FrameEntry entry) {
        return segment(entry.ref())
                .filter(segment -> segment.isWonBy(entry.attempt()))
                .map(SegmentFrames::unwin)
                .orElse(List.of());
    }

    /** All that are remembered, of whatever attempt. */
    List<FrameEntry> entries() {
        return segments.stream()
                .flatMap(List::stream)
                .flatMap(SegmentFrames::entries)
                .toList();
    }

    /** Segments of which the winner is known and frames are not. */
    List<SegmentFrames> lackingFrames() {
        return segments.stream()
                .flatMap(List::stream)
                .filter(SegmentFrames::lacksFrames)
                .toList();
    }
}
