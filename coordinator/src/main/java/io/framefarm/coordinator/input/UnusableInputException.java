package io.framefarm.coordinator.input;

/** An image or a video cannot be taken; the message is for the one who gave it, and goes behind the field's name. */
public final class UnusableInputException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnusableInputException(String message) {
        super(message);
    }

    public UnusableInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
