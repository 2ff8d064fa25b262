package io.framefarm.coordinator.stitch;

import java.time.Duration;

/**
 * How long to wait before trying again what a full disk or a store that is down has made fail.
 *
 * @param first wait, doubled with each further one
 * @param longest that a wait becomes
 * @param attempts before giving up, 1 to 100
 */
public record Backoff(Duration first, Duration longest, int attempts) {
    public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 12);

    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "backoff: waits from " + first + " to " + longest + " are not positive and rising");
        }
        if (attempts < 1 || attempts > 100) {
            throw new IllegalArgumentException("backoff: attempts " + attempts + " is not within 1 and 100");
        }
    }

    /** Before the attempt after so many failures. */
    Duration after(int failures) {
        Duration wait = first;
        for (int i = 1; i < failures && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
