package io.framefarm.worker.engine.pack;

/** A pack or a LoRA is not there, or not as it should be; the message lists every problem. */
public final class PackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PackException(String message) {
        super(message);
    }

    public PackException(String message, Throwable cause) {
        super(message, cause);
    }
}
