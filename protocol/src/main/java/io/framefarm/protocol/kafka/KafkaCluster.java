package io.framefarm.protocol.kafka;

import java.util.HashMap;
import java.util.Map;

/**
 * Which Kafka cluster, and how its clients are let in. Prints as its address alone: the rest may be secret.
 *
 * @param bootstrap brokers as {@code host:port}, separated by commas
 * @param access what every client needs for its connection, such as TLS and SASL; empty for a cluster that is open
 */
public record KafkaCluster(String bootstrap, Map<String, String> access) {

    public KafkaCluster {
        if (bootstrap.isBlank()) {
            throw new IllegalArgumentException("bootstrap: empty (allowed: host:port, separated by commas)");
        }
        access = Map.copyOf(access);
        AccessSettings.require(access);
    }

    /** A cluster that is open to everybody who reaches it. */
    public static KafkaCluster at(String bootstrap) {
        return new KafkaCluster(bootstrap, Map.of());
    }

    /** All settings of one client: those of its work, and how it is let in. */
    public Map<String, Object> client(Map<String, ?> work) {
        Map<String, Object> settings = new HashMap<>(access);
        settings.putAll(work);
        settings.put("bootstrap.servers", bootstrap);
        return settings;
    }

    @Override
    public String toString() {
        return bootstrap;
    }
}
