package io.framefarm.coordinator.core;

import io.framefarm.protocol.v1.Failure;
import java.time.Duration;

/** The one place that decides what follows a failed attempt. */
record RetryPolicy(int maxAttempts, int maxResourceWaits, Duration retryDelay) {
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    enum NextStep {
        /** On another worker if there is one. */
        RETRY_ELSEWHERE,
        /** Dispatched again after a pause; it does not count as a failed attempt. */
        WAIT_FOR_RESOURCES,
        /** The request is at fault. */
        GIVE_UP,
        /** We are at fault, or it fails everywhere: given up, with the evidence kept. */
        DEAD_LETTER
    }

    RetryPolicy(FarmSettings settings) {
        this(settings.maxAttempts(), settings.maxResourceWaits(), settings.retryDelay());
    }

    NextStep after(Failure failure, Segment segment) {
        return switch (failure.getCategory()) {
            case CATEGORY_USER -> NextStep.GIVE_UP;
            case CATEGORY_RETRYABLE ->
                segment.failedAttempts() + 1 < maxAttempts ? NextStep.RETRY_ELSEWHERE : NextStep.DEAD_LETTER;
            case CATEGORY_RESOURCES ->
                segment.resourceWaits() < maxResourceWaits ? NextStep.WAIT_FOR_RESOURCES : NextStep.GIVE_UP;
            case CATEGORY_BUG, CATEGORY_UNSPECIFIED, UNRECOGNIZED -> NextStep.DEAD_LETTER;
        };
    }

    /** Doubles from one repetition to the next, up to a minute. */
    long delayMs(int repetitions) {
        long doubled = retryDelay.toMillis() << Math.min(repetitions, 20);
        return Math.min(doubled, LONGEST_DELAY.toMillis());
    }
}
