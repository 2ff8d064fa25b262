package io.framefarm.deploy.client;

/** The farm has understood and does not do it; the message says why. */
public final class FarmRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FarmRefusedException(String message) {
        super(message);
    }
}
