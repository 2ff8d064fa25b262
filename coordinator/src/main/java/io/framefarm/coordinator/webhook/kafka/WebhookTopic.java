package io.framefarm.coordinator.webhook.kafka;

import io.framefarm.coordinator.kafka.TopicSender;
import io.framefarm.coordinator.webhook.KeepWebhooks;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.WebhookRecord;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes the topic {@code webhooks}. */
public final class WebhookTopic implements KeepWebhooks, AutoCloseable {
    private final TopicSender sender;

    public WebhookTopic(KafkaCluster cluster, String id) {
        sender = new TopicSender(cluster, "webhooks-" + id);
    }

    @Override
    public CompletionStage<Void> keep(String key, @Nullable WebhookRecord record) {
        byte[] value = record == null ? null : record.toByteArray();
        try {
            return sender.send(new ProducerRecord<>(Topics.WEBHOOKS.name(), key, value));
        } catch (RejectedExecutionException fullOrClosed) {
            return CompletableFuture.failedFuture(fullOrClosed);
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
