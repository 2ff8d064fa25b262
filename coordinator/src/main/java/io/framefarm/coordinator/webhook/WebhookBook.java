package io.framefarm.coordinator.webhook;

import io.framefarm.protocol.v1.WebhookDelivery;
import io.framefarm.protocol.v1.WebhookEndpoint;
import io.framefarm.protocol.v1.WebhookRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who is to be told, and what has not arrived yet, as the topic says. One thread writes, any number read. */
public final class WebhookBook {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, WebhookEndpoint> endpoints = new ConcurrentHashMap<>();
    private final Map<String, WebhookDelivery> deliveries = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();

    /** One record of the topic; null is its end. */
    public void apply(String key, @Nullable WebhookRecord record) {
        String id = WebhookKeys.id(key);
        if (record == null) {
            (WebhookKeys.isEndpoint(key) ? endpoints : deliveries).remove(id);
        } else if (record.hasEndpoint()) {
            endpoints.put(id, record.getEndpoint());
        } else if (record.hasDelivery()) {
            deliveries.put(id, record.getDelivery());
        }
        CompletableFuture<Void> waiting = awaited.remove(key);
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    /** Completes when the topic has shown the next record under this key, or when it has taken too long. */
    CompletionStage<Void> next(String key) {
        CompletableFuture<Void> shown = awaited.computeIfAbsent(key, none -> new CompletableFuture<>());
        return shown.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, failure) -> awaited.remove(key, shown));
    }

    public Optional<WebhookEndpoint> endpoint(String id) {
        return Optional.ofNullable(endpoints.get(id));
    }

    /** The oldest first. */
    public List<WebhookEndpoint> endpoints() {
        return endpoints.values().stream()
                .sorted(Comparator.comparingLong(WebhookEndpoint::getCreatedAtMs)
                        .thenComparing(WebhookEndpoint::getId))
                .toList();
    }

    Optional<WebhookDelivery> delivery(String id) {
        return Optional.ofNullable(deliveries.get(id));
    }

    Collection<WebhookDelivery> deliveries() {
        return Collections.unmodifiableCollection(deliveries.values());
    }

    /** What an endpoint has not been told yet, the oldest first. */
    public List<WebhookDelivery> waitingFor(String endpointId) {
        return deliveries.values().stream()
                .filter(delivery -> delivery.getEndpointId().equals(endpointId))
                .sorted(Comparator.comparingLong(WebhookDelivery::getCreatedAtMs))
                .toList();
    }
}
