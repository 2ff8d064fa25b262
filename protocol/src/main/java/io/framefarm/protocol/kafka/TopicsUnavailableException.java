package io.framefarm.protocol.kafka;

/** The broker did not do what was asked of it about topics and groups; says what and why. */
public final class TopicsUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TopicsUnavailableException(String message) {
        super(message);
    }

    TopicsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
