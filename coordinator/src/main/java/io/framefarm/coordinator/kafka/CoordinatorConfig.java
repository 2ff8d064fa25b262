package io.framefarm.coordinator.kafka;

import io.framefarm.coordinator.core.FarmSettings;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.kafka.KafkaCluster;
import java.time.Duration;

/**
 * How one coordinator runs.
 *
 * @param cluster where the topics are
 * @param id unique among the coordinators of a farm
 * @param tick how often time is looked at when nothing comes in, 10 ms to 10 s
 * @param patience how long the active coordinator may be silent before a standby takes over, at least two ticks
 * @param farm how patient the farm is
 */
public record CoordinatorConfig(KafkaCluster cluster, String id, Duration tick, Duration patience, FarmSettings farm) {
    private static final Duration SHORTEST_TICK = Duration.ofMillis(10);
    private static final Duration LONGEST_TICK = Duration.ofSeconds(10);

    public CoordinatorConfig {
        Limits.requireName("id", id);
        if (tick.compareTo(SHORTEST_TICK) < 0 || tick.compareTo(LONGEST_TICK) > 0) {
            throw new IllegalArgumentException("tick: " + tick + " (allowed: PT0.01S to PT10S)");
        }
        if (patience.compareTo(tick.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "patience: " + patience + " (allowed: at least two ticks of " + tick + ")");
        }
    }

    public static CoordinatorConfig of(String bootstrap, String id) {
        return of(KafkaCluster.at(bootstrap), id);
    }

    public static CoordinatorConfig of(KafkaCluster cluster, String id) {
        return new CoordinatorConfig(
                cluster, id, Duration.ofMillis(250), Duration.ofMillis(2500), FarmSettings.DEFAULT);
    }

    public CoordinatorConfig withFarm(FarmSettings settings) {
        return new CoordinatorConfig(cluster, id, tick, patience, settings);
    }
}
