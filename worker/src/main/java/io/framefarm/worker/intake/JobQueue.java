package io.framefarm.worker.intake;

import java.time.Duration;
import java.util.Optional;

/**
 * Where jobs come from, one at a time: a job that was polled is held under a lock that expires unless renewed, and is
 * settled exactly once before the next poll. Used by one thread only.
 */
public interface JobQueue extends AutoCloseable {

    /** Waits up to this long for a job. */
    Optional<Delivery> poll(Duration timeout);

    /** How often the lock wants renewal. */
    Duration renewEvery();

    /** Prolongs the lock of the job at hand. False if it was lost: somebody else may have the job by now. */
    boolean renew();

    /** The job is done, whatever came of it: it is not delivered again. */
    void accept();

    /** The job was not done: it is delivered again, to whoever asks next. */
    void release();

    /** Gives back what is held. */
    @Override
    void close();
}
