package io.framefarm.coordinator.kafka;

import java.util.Map;

/** The settings of the coordinator's Kafka clients. */
final class ClientSettings {
    /** All coordinators write under it: whoever began last is the only one that can commit. */
    static final String TRANSACTIONAL_ID = "coordinator";

    /** Holds the offsets; nobody subscribes with it. */
    static final String GROUP = "coordinator";

    private static final int MAX_POLL_RECORDS = 2000;
    private static final int MAX_REQUEST_BYTES = 8 << 20;
    private static final int API_TIMEOUT_MS = 10_000;

    private ClientSettings() {}

    static Map<String, Object> producer(CoordinatorConfig config) {
        return config.cluster()
                .client(Map.of(
                        "client.id",
                        "coordinator-" + config.id(),
                        "transactional.id",
                        TRANSACTIONAL_ID,
                        "linger.ms",
                        0,
                        "batch.size",
                        1 << 17,
                        "max.request.size",
                        MAX_REQUEST_BYTES,
                        "max.block.ms",
                        10_000));
    }

    static Map<String, Object> inputs(CoordinatorConfig config) {
        return config.cluster()
                .client(Map.of(
                        "client.id",
                        "coordinator-" + config.id() + "-inputs",
                        "group.id",
                        GROUP,
                        "enable.auto.commit",
                        false,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "allow.auto.create.topics",
                        false,
                        "default.api.timeout.ms",
                        API_TIMEOUT_MS,
                        "max.poll.records",
                        MAX_POLL_RECORDS));
    }

    static Map<String, Object> admin(CoordinatorConfig config) {
        return config.cluster()
                .client(Map.of(
                        "client.id",
                        "coordinator-" + config.id() + "-admin",
                        // No shorter than a request, or there is no client.
                        "request.timeout.ms",
                        API_TIMEOUT_MS / 2,
                        "default.api.timeout.ms",
                        API_TIMEOUT_MS));
    }

    static Map<String, Object> state(CoordinatorConfig config) {
        return config.cluster()
                .client(Map.of(
                        "client.id",
                        "coordinator-" + config.id() + "-state",
                        "enable.auto.commit",
                        false,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "allow.auto.create.topics",
                        false,
                        "default.api.timeout.ms",
                        API_TIMEOUT_MS,
                        "max.poll.records",
                        MAX_POLL_RECORDS));
    }
}
