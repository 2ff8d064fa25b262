package io.framefarm.deploy.chaos;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of a mishap.
 *
 * @param took from the mishap until the farm was at it again
 * @param goal within which that should be
 */
public record Recovery(Mishap mishap, Duration took, Optional<Duration> goal) {

    public boolean inTime() {
        return goal.isEmpty() || took.compareTo(goal.get()) <= 0;
    }

    String line() {
        return "%-22s %s after %.2f s%s"
                .formatted(
                        mishap.title(),
                        mishap.recovery(),
                        took.toMillis() / 1000.0,
                        goal.map(limit -> (inTime() ? " (allowed: " : " (LATE, allowed: ") + limit.toMillis() / 1000.0
                                        + " s)")
                                .orElse(""));
    }
}
