package io.framefarm.protocol.kafka;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** One topic: what it carries, and the settings that it must have. */
public record TopicSpec(
        String name,
        int partitions,
        Cleanup cleanup,
        Duration retention,
        int maxMessageBytes,
        String key,
        String carries) {

    /** What becomes of old records. */
    public enum Cleanup {
        /** Dropped after the retention. */
        DELETE,
        /** The last record of each key stays; the retention is that of tombstones. */
        COMPACT,
        /** As DELETE; the broker's share groups put records here that they give up on. */
        DEAD_LETTER
    }

    public TopicSpec {
        if (partitions < 1) {
            throw new IllegalArgumentException(name + ": partitions " + partitions + " is below 1");
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException(name + ": retention " + retention + " is not positive");
        }
    }

    /** Kafka's names and values for these settings. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("max.message.bytes", Integer.toString(maxMessageBytes));
        switch (cleanup) {
            case DELETE -> deleteAfterRetention(settings);
            case COMPACT -> {
                settings.put("cleanup.policy", "compact");
                settings.put("delete.retention.ms", millis());
                // Only rolled segments are compacted, and restoring reads what is not compacted yet.
                settings.put("segment.ms", Long.toString(Duration.ofMinutes(10).toMillis()));
                settings.put("min.cleanable.dirty.ratio", "0.1");
            }
            case DEAD_LETTER -> {
                deleteAfterRetention(settings);
                settings.put("errors.deadletterqueue.group.enable", "true");
            }
        }
        return settings;
    }

    private void deleteAfterRetention(Map<String, String> settings) {
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", millis());
    }

    private String millis() {
        return Long.toString(retention.toMillis());
    }
}
