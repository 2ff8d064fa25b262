package io.framefarm.coordinator.stitch.kafka;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/** Whether the group of stitchers hears this one. */
final class Membership {
    private static final String GROUP_METRICS = "consumer-coordinator-metrics";
    private static final String SILENCE_SECONDS = "last-heartbeat-seconds-ago";

    private final Duration sessionTimeout;
    private volatile @Nullable Consumer<?, ?> member;

    Membership(Duration sessionTimeout) {
        this.sessionTimeout = sessionTimeout;
    }

    void joinedWith(Consumer<?, ?> consumer) {
        member = consumer;
    }

    void left() {
        member = null;
    }

    /** Why other stitchers have its renders, or will have them soon. */
    Optional<String> problem() {
        Consumer<?, ?> consumer = member;
        if (consumer == null) {
            return Optional.of("is not connected to Kafka");
        }
        double silence = consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().group().equals(GROUP_METRICS))
                .filter(metric -> metric.getKey().name().equals(SILENCE_SECONDS))
                .mapToDouble(
                        metric -> metric.getValue().metricValue() instanceof Number value ? value.doubleValue() : -1)
                .max()
                .orElse(-1);
        if (silence < 0) {
            return Optional.of("has not joined its group yet");
        }
        return silence <= sessionTimeout.toSeconds()
                ? Optional.empty()
                : Optional.of("was not heard by its group for %.0f s (allowed: %d s)"
                        .formatted(silence, sessionTimeout.toSeconds()));
    }
}
