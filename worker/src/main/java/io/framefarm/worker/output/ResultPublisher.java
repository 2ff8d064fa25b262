package io.framefarm.worker.output;

import io.framefarm.protocol.v1.SegmentFailed;
import io.framefarm.protocol.v1.SegmentStarted;

/** Where results go. Used by one thread at a time. */
public interface ResultPublisher extends AutoCloseable {

    /** Says that a segment is being rendered. Only news: it may be lost, and it does not wait. */
    void started(SegmentStarted started);

    /**
     * Publishes frames, latents and result together or not at all, and returns once they are safe.
     *
     * @throws NotPublished when they are not safe; nothing of them is visible then
     */
    void rendered(SegmentRecords records) throws NotPublished;

    /**
     * Publishes a failure, and returns once it is safe.
     *
     * @throws NotPublished when it is not safe
     */
    void failed(SegmentFailed failure) throws NotPublished;

    @Override
    void close();

    /** The result could not be made safe. */
    final class NotPublished extends Exception {
        private static final long serialVersionUID = 1L;

        public NotPublished(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
