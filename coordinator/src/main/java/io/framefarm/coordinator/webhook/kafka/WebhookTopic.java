package io.framefarm.coordinator.webhook.kafka;

import io.framefarm.coordinator.webhook.KeepWebhooks;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.WebhookRecord;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes the topic {@code webhooks}. A producer may wait for metadata, so a thread of its own talks to it. */
public final class WebhookTopic implements KeepWebhooks, AutoCloseable {
    private static final int LIMIT_MS = 10_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final KafkaProducer<String, byte[]> producer;
    private final ExecutorService thread;

    public WebhookTopic(KafkaCluster cluster, String id) {
        producer = new KafkaProducer<>(
                cluster.client(Map.of(
                        "client.id",
                        "webhooks-" + id,
                        "acks",
                        "all",
                        "linger.ms",
                        0,
                        "max.block.ms",
                        LIMIT_MS,
                        "request.timeout.ms",
                        LIMIT_MS,
                        "delivery.timeout.ms",
                        LIMIT_MS)),
                new StringSerializer(),
                new ByteArraySerializer());
        thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "webhooks-" + id));
    }

    @Override
    public CompletionStage<Void> keep(String key, @Nullable WebhookRecord record) {
        CompletableFuture<Void> kept = new CompletableFuture<>();
        byte[] value = record == null ? null : record.toByteArray();
        try {
            thread.execute(() -> send(new ProducerRecord<>(Topics.WEBHOOKS.name(), key, value), kept));
        } catch (RejectedExecutionException closed) {
            kept.completeExceptionally(closed);
        }
        return kept;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback says it all.
    private void send(ProducerRecord<String, byte[]> record, CompletableFuture<Void> kept) {
        try {
            producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    kept.complete(null);
                } else {
                    kept.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException failed) {
            kept.completeExceptionally(failed);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        producer.close(CLOSE_WITHIN);
    }
}
