package io.framefarm.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.coordinator.admit.DispatchWindow;
import io.framefarm.coordinator.kafka.CoordinatorConfig;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.TopicSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FarmSettingsTest {

    @Test
    void theGraceForARedeliveryIsLongerThanALock() {
        assertThat(FarmSettings.DEFAULT.redeliveryGrace())
                .isGreaterThan(TopicSettings.singleBroker().lockDuration());
    }

    @Test
    void aWindowIsRefusedByItsName() {
        assertThatThrownBy(() -> new DispatchWindow(0, 0)).hasMessage("perWorker: 0 is not within 1 to 16");
        assertThatThrownBy(() -> new DispatchWindow(1, -1)).hasMessage("extra: -1 is not within 0 to 1000");
        assertThat(new DispatchWindow(2, 3).segments(4)).isEqualTo(11);
        assertThat(new DispatchWindow(2, 3).segments(0)).isZero();
    }

    @Test
    void aCoordinatorsSettingsAreRefusedByTheirNames() {
        FarmSettings farm = FarmSettings.DEFAULT;
        Duration tick = Duration.ofMillis(250);
        assertThatThrownBy(() -> new CoordinatorConfig(KafkaCluster.at(" "), "c1", tick, tick.multipliedBy(4), farm))
                .hasMessageStartingWith("bootstrap: empty");
        assertThatThrownBy(() -> new CoordinatorConfig(KafkaCluster.at("b:1"), "c 1", tick, tick.multipliedBy(4), farm))
                .hasMessageStartingWith("id: `c 1` is no name");
        assertThatThrownBy(() -> new CoordinatorConfig(KafkaCluster.at("b:1"), "c1", Duration.ZERO, tick, farm))
                .hasMessage("tick: PT0S (allowed: PT0.01S to PT10S)");
        assertThatThrownBy(() -> new CoordinatorConfig(KafkaCluster.at("b:1"), "c1", tick, tick, farm))
                .hasMessage("patience: PT0.25S (allowed: at least two ticks of PT0.25S)");
    }
}
