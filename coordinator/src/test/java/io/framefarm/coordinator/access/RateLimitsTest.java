package io.framefarm.coordinator.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private long nanos;
    private final RateLimits limits = new RateLimits(() -> nanos);
    private final Caller caller = new Caller("ann", Optional.of("ann"), Set.of(Scope.READ), new Allowance(1, 1, 2));

    @Test
    void aBurstIsServedAndThenTheRate() {
        for (int i = 0; i < 20; i++) {
            assertThat(limits.take(caller)).as("request %d", i).isEmpty();
        }
        assertThat(limits.take(caller)).contains(Duration.ofMillis(500));

        nanos += 1_000_000_000L;
        assertThat(limits.take(caller)).isEmpty();
        assertThat(limits.take(caller)).isPresent();
    }

    @Test
    void whoGoesOnAskingDoesNotWaitLonger() {
        for (int i = 0; i < 100; i++) {
            limits.take(caller);
        }
        assertThat(limits.take(caller)).contains(Duration.ofMillis(500));
    }

    @Test
    void othersAreNotSlowedDown() {
        for (int i = 0; i < 100; i++) {
            limits.take(caller);
        }
        Caller other = new Caller("bob", Optional.of("bob"), Set.of(Scope.READ), caller.allowance());
        assertThat(limits.take(other)).isEmpty();
        assertThat(limits.take(Caller.ANYBODY)).isEmpty();
    }
}
