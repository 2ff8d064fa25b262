package io.framefarm.coordinator.view.kafka;

import io.framefarm.coordinator.view.SendCommand;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.kafka.TraceHeader;
import io.framefarm.protocol.trace.TraceContext;
import io.framefarm.protocol.v1.RenderCommand;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

/** Puts commands on {@code requests}. A producer may wait for metadata, so a thread of its own talks to it. */
public final class SendToRequests implements SendCommand, AutoCloseable {
    private static final int LIMIT_MS = 10_000;
    private static final int MAX_WAITING = 1000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final KafkaProducer<String, byte[]> producer;
    private final ThreadPoolExecutor thread;

    public SendToRequests(KafkaCluster cluster, String id) {
        producer = new KafkaProducer<>(
                cluster.client(Map.of(
                        "client.id",
                        "commands-" + id,
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
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                task -> new Thread(task, "commands-" + id));
    }

    @Override
    public CompletionStage<Void> send(RenderCommand command) {
        return send(command, Optional.empty());
    }

    @Override
    public CompletionStage<Void> send(RenderCommand command, Optional<TraceContext> trace) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        try {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(Topics.REQUESTS.name(), command.getRenderId(), command.toByteArray());
            trace.ifPresent(context -> TraceHeader.put(record.headers(), context));
            thread.execute(() -> send(record, sent));
        } catch (RejectedExecutionException full) {
            sent.completeExceptionally(new FarmBusyException(MAX_WAITING + " commands are on their way already"));
        }
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
