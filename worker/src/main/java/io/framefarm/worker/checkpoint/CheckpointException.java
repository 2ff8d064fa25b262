package io.framefarm.worker.checkpoint;

/** A file is not the checkpoint it should be; the message names the file, what was found and what is allowed. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
