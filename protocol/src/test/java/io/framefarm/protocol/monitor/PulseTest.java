package io.framefarm.protocol.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PulseTest {

    private Instant now = Instant.EPOCH;
    private final Pulse pulse = new Pulse("heartbeat", Duration.ofSeconds(10), () -> now);

    @Test
    void whatHasNeverHappenedIsAProblem() {
        assertThat(pulse.problem()).contains("no heartbeat yet");
    }

    @Test
    void silenceIsAProblemOnceItIsTooLong() {
        pulse.beat();
        now = now.plusSeconds(10);
        assertThat(pulse.problem()).isEmpty();

        now = now.plusSeconds(2);
        assertThat(pulse.problem()).contains("no heartbeat for 12 s (allowed: 10 s)");

        pulse.beat();
        assertThat(pulse.problem()).isEmpty();
    }
}
