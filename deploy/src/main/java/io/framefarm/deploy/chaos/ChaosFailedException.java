package io.framefarm.deploy.chaos;

/** The farm did not come back to what it should do, or the suite could not do what it had to. */
public final class ChaosFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ChaosFailedException(String message) {
        super(message);
    }

    public ChaosFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
