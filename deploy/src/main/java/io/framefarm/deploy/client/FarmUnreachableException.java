package io.framefarm.deploy.client;

/** The farm's broker does not answer, or has no farm on it. */
public final class FarmUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FarmUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
