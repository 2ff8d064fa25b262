package io.framefarm.worker.runtime;

/** An engine that was kept cannot be read; one that is built anew can. */
final class SpoiltEngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpoiltEngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
