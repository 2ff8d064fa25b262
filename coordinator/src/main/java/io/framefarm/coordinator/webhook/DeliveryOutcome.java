package io.framefarm.coordinator.webhook;

/** How an attempt to bring a message to its endpoint ended. */
public enum DeliveryOutcome {
    DELIVERED,
    /** It is tried again. */
    FAILED,
    /** It was the last attempt. */
    GIVEN_UP,
    /** The endpoint wants no more messages. */
    UNWANTED
}
