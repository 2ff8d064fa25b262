package io.framefarm.deploy.cli;

import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How fast a render goes, measured from when we first saw it move. */
final class Pace {

    private static final double MILLIS_PER_SECOND = 1000.0;

    private final InstantSource clock;
    private @Nullable Instant startedAt;
    private int framesAtStart;

    Pace(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * How far a render is.
     *
     * @param framesPerSecond 0 as long as it is not known
     * @param left empty as long as it is not known
     */
    record Reading(int segmentsDone, int segments, double framesPerSecond, Optional<Duration> left) {}

    Reading read(RenderStatus status) {
        long done = status.getSegmentsList().stream()
                .filter(segment -> segment.getState() == SegmentState.SEGMENT_STATE_DONE)
                .count();
        double speed = framesPerSecond(status);
        int framesLeft = status.getFramesTotal() - status.getFramesRendered();
        Optional<Duration> left = speed > 0
                ? Optional.of(Duration.ofMillis(Math.round(framesLeft / speed * MILLIS_PER_SECOND)))
                : Optional.empty();
        return new Reading((int) done, status.getSegmentsCount(), speed, left);
    }

    private double framesPerSecond(RenderStatus status) {
        boolean working = status.getSegmentsList().stream()
                .anyMatch(segment -> segment.getState() != SegmentState.SEGMENT_STATE_WAITING);
        if (!working) {
            return 0;
        }
        Instant now = clock.instant();
        if (startedAt == null) {
            startedAt = now;
            framesAtStart = status.getFramesRendered();
        }
        long elapsedMs = Duration.between(startedAt, now).toMillis();
        int frames = status.getFramesRendered() - framesAtStart;
        return elapsedMs > 0 ? frames * MILLIS_PER_SECOND / elapsedMs : 0;
    }
}
