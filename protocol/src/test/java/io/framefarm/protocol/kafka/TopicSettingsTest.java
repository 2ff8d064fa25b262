package io.framefarm.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {
    private final TopicSettings settings = TopicSettings.singleBroker();

    @Test
    void theDefaultsAreOnesThatABrokerAcceptsUnchanged() {
        assertThat(settings.pools()).containsExactly("default");
        assertThat(settings.lockDuration()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(60));
        assertThat(settings.deliveryLimit()).isBetween(2, 10);
    }

    @Test
    void eachPoolHasItsTopic() {
        assertThat(Topics.all(Set.of("small", "large")))
                .extracting(TopicSpec::name)
                .contains("segments.small", "segments.large");
    }

    @Test
    void aRejectedValueIsNamedWithWhatIsAllowed() {
        assertThatThrownBy(() -> settings.withPools(Set.of())).hasMessage("pools: none given (at least one)");
        assertThatThrownBy(() -> settings.withPools(Set.of("a/b"))).hasMessageStartingWith("pools: `a/b` is no name");
        assertThatThrownBy(() -> settings.withReplication(0)).hasMessage("replication: 0 is below 1");
        assertThatThrownBy(() -> settings.withLockDuration(Duration.ofMillis(1)))
                .hasMessage("lockDuration: PT0.001S is not within 1 s to 1 h");
    }
}
