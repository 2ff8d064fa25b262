package io.framefarm.worker.intake;

import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.SegmentJob;

/** Hears what happens to the jobs of a worker, for heartbeats and counting. Called from the worker's threads. */
public interface WorkerEvents {

    void picked(SegmentJob job, Attempt attempt);

    void stepDone(Attempt attempt, int step, int steps);

    /** The lock was prolonged, or could not be. */
    void renewed(boolean held);

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
