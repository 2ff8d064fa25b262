package io.framefarm.coordinator.track;

/** A step that the table of transitions does not allow: a fault of ours, never of a request. */
public final class IllegalTransitionException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    IllegalTransitionException(Enum<?> from, Enum<?> to, Object allowed) {
        super("%s cannot become %s (allowed: %s)".formatted(from, to, allowed));
    }
}
