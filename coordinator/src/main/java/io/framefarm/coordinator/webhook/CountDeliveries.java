package io.framefarm.coordinator.webhook;

/** Hears of every attempt, on any thread. */
public interface CountDeliveries {
    CountDeliveries IGNORED = outcome -> {};

    void attempted(DeliveryOutcome outcome);
}
