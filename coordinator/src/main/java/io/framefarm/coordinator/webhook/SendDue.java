package io.framefarm.coordinator.webhook;

import io.framefarm.coordinator.webhook.AttemptDelivery.Result;
import io.framefarm.protocol.v1.WebhookDelivery;
import io.framefarm.protocol.v1.WebhookEndpoint;
import io.framefarm.protocol.v1.WebhookRecord;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due: some messages at a time, and few to one endpoint, so that a slow one holds up only itself. What has
 * become of a message is known when the topic shows it; until then it is under way.
 */
public final class SendDue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SendDue.class);
    private static final int AT_ONCE = 16;
    private static final int AT_ONCE_TO_ONE = 2;

    private final WebhookBook book;
    private final KeepWebhooks keep;
    private final AttemptDelivery attempt;
    private final CountDeliveries counts;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final Map<String, WebhookDelivery> underWay = new ConcurrentHashMap<>();

    /**
     * Sends nothing before it is told to.
     *
     * @param unsecuredToo whether messages may go to {@code http} addresses
     */
    public SendDue(
            WebhookBook book,
            KeepWebhooks keep,
            PostOverHttp post,
            boolean unsecuredToo,
            InstantSource clock,
            RandomGenerator random,
            CountDeliveries counts) {
        this(book, keep, new AttemptDelivery(post, new EndpointUrl(unsecuredToo), clock, random), clock, counts);
    }

    SendDue(WebhookBook book, KeepWebhooks keep, AttemptDelivery attempt, InstantSource clock, CountDeliveries counts) {
        this.book = book;
        this.keep = keep;
        this.attempt = attempt;
        this.counts = counts;
        this.clock = clock;
        this.threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
            Thread thread = new Thread(task, "webhooks");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** To be called again and again, by one thread of the one coordinator that sends. */
    public void sendDue() {
        long now = clock.millis();
        book.deliveries().stream()
                .filter(delivery -> delivery.getNextAttemptAtMs() <= now && !underWay.containsKey(delivery.getId()))
                .sorted(Comparator.comparingLong(WebhookDelivery::getNextAttemptAtMs))
                .filter(this::hasRoom)
                .forEach(this::begin);
    }

    private boolean hasRoom(WebhookDelivery delivery) {
        long toThisOne = underWay.values().stream()
                .filter(other -> other.getEndpointId().equals(delivery.getEndpointId()))
                .count();
        return underWay.size() < AT_ONCE && toThisOne < AT_ONCE_TO_ONE;
    }

    private void begin(WebhookDelivery delivery) {
        underWay.put(delivery.getId(), delivery);
        threads.execute(() -> send(delivery));
    }

    /** To be called with every record of the topic, after the book has it. */
    public void seen(String key, @Nullable WebhookRecord record) {
        underWay.computeIfPresent(WebhookKeys.id(key), (id, sent) -> {
            boolean old = record != null && record.getDelivery().getAttempts() <= sent.getAttempts();
            return old ? sent : null;
        });
    }

    private void send(WebhookDelivery delivery) {
        Optional<WebhookEndpoint> endpoint = book.endpoint(delivery.getEndpointId())
                .filter(known -> known.getDisabled().isEmpty());
        if (endpoint.isEmpty()) {
            keep(delivery, Optional.empty());
            return;
        }
        Result result = attempt.attempt(endpoint.get(), delivery);
        counts.attempted(result.outcome());
        switch (result.outcome()) {
            case DELIVERED -> LOG.debug("{} has {}", endpoint.get().getUrl(), delivery.getId());
            case FAILED ->
                LOG.info(
                        "{} of webhook {} waits: {}",
                        delivery.getId(),
                        endpoint.get().getId(),
                        result.problem());
            case GIVEN_UP ->
                LOG.warn(
                        "{} of webhook {} is given up: {}",
                        delivery.getId(),
                        endpoint.get().getId(),
                        result.problem());
            case UNWANTED -> disable(endpoint.get(), result.problem());
        }
        keep(delivery, result.again());
    }

    private void disable(WebhookEndpoint endpoint, String problem) {
        LOG.warn("Webhook {} is not sent to any more: {}", endpoint.getId(), problem);
        WebhookRecord disabled = WebhookRecord.newBuilder()
                .setEndpoint(endpoint.toBuilder().setDisabled(problem))
                .build();
        logged(keep.keep(WebhookKeys.endpoint(endpoint.getId()), disabled));
    }

    private void keep(WebhookDelivery delivery, Optional<WebhookDelivery> again) {
        WebhookRecord record = again.map(
                        next -> WebhookRecord.newBuilder().setDelivery(next).build())
                .orElse(null);
        // Kept nowhere, it is sent once more: receivers know it by its id.
        logged(keep.keep(WebhookKeys.delivery(delivery.getId()), record)).exceptionally(lost -> {
            underWay.remove(delivery.getId());
            return null;
        });
    }

    private static CompletionStage<Void> logged(CompletionStage<Void> kept) {
        return kept.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("What became of a webhook message could not be kept: {}", failure.toString());
            }
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
