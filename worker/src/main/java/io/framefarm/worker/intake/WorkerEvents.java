package io.framefarm.worker.intake;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.SegmentJob;
import java.time.Duration;
import java.util.List;

/** Hears what happens to the jobs of a worker, for heartbeats and counting. Called from the worker's threads. */
public interface WorkerEvents {

    void picked(SegmentJob job, Attempt attempt);

    void stepDone(Attempt attempt, int step, int steps);

    /** What a step has come to, in a small picture. */
    default void sketched(Attempt attempt, RgbFrame sketch) {}

    /** The lock was prolonged, or could not be. */
    void renewed(boolean held);

    /** A part of the work on a segment is done; {@code stage} is one of few names, such as {@code denoise}. */
    default void stageDone(String stage, Duration took) {}

    /** The frames of a segment are safe. */
    default void published(List<FrameRecord> frames) {}

    void ended(SegmentJob job, Attempt attempt, Outcome outcome);

    enum Outcome {
        RENDERED,
        FAILED,
        /** The render was cancelled, or the lock lost: nothing was published. */
        CANCELLED,
        /** Given back undone. */
        RELEASED
    }
}
