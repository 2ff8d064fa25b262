package io.framefarm.worker.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private Instant now = Instant.EPOCH;
    private final Breaker breaker = new Breaker(2, Duration.ofSeconds(10), () -> now);

    @Test
    void itRefusesAfterSoManyFailuresInARow() {
        breaker.failed();
        assertThat(breaker.permits()).isTrue();
        breaker.failed();
        assertThat(breaker.permits()).isFalse();
    }

    @Test
    void aSuccessInBetweenStartsTheCountAgain() {
        breaker.failed();
        breaker.succeeded();
        breaker.failed();

        assertThat(breaker.permits()).isTrue();
    }

    @Test
    void afterAWhileOneCallGoesThroughToSee() {
        breaker.failed();
        breaker.failed();
        now = now.plusSeconds(10);

        assertThat(breaker.permits()).isTrue();
        assertThat(breaker.permits()).as("the others wait for what it finds").isFalse();

        breaker.succeeded();
        assertThat(breaker.permits()).isTrue();
    }

    @Test
    void aFailedTryKeepsItClosedForAnotherWhile() {
        breaker.failed();
        breaker.failed();
        now = now.plusSeconds(10);
        assertThat(breaker.permits()).isTrue();
        breaker.failed();
        now = now.plusSeconds(9);

        assertThat(breaker.permits()).isFalse();
    }
}
