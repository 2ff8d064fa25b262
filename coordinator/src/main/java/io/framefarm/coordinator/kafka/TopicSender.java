package io.framefarm.coordinator.kafka;

import io.framefarm.protocol.kafka.KafkaCluster;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts single records on topics for callers who must not wait: a producer may, for metadata, on a thread of its own. */
public final class TopicSender implements AutoCloseable {
    /** So many records may wait for that thread. */
    public static final int MAX_WAITING = 1000;

    private static final int LIMIT_MS = 10_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final KafkaProducer<String, byte[]> producer;
    private final ThreadPoolExecutor thread;

    /** {@code name} is that of the client and of the thread. */
    public TopicSender(KafkaCluster cluster, String name) {
        producer = new KafkaProducer<>(
                cluster.client(Map.of(
                        "client.id",
                        name,
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
        thread = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> new Thread(task, name));
    }

    /**
     * Complete when the cluster has the record.
     *
     * @throws RejectedExecutionException if too many wait already, or after {@link #close()}
     */
    public CompletionStage<Void> send(ProducerRecord<String, byte[]> record) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        thread.execute(() -> send(record, sent));
        return sent;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback says it all.
    private void send(ProducerRecord<String, byte[]> record, CompletableFuture<Void> sent) {
        try {
            producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    sent.complete(null);
                } else {
                    sent.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException failed) {
            sent.completeExceptionally(failed);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        producer.close(CLOSE_WITHIN);
    }
}
