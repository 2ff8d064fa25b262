package io.framefarm.coordinator.view.kafka;

import io.framefarm.coordinator.kafka.TopicSender;
import io.framefarm.coordinator.view.SendCommand;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.kafka.TraceHeader;
import io.framefarm.protocol.trace.TraceContext;
import io.framefarm.protocol.v1.RenderCommand;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Puts commands on {@code requests}. */
public final class SendToRequests implements SendCommand, AutoCloseable {
    private final TopicSender sender;

    public SendToRequests(KafkaCluster cluster, String id) {
        sender = new TopicSender(cluster, "commands-" + id);
    }

    @Override
    public CompletionStage<Void> send(RenderCommand command) {
        return send(command, Optional.empty());
    }

    @Override
    public CompletionStage<Void> send(RenderCommand command, Optional<TraceContext> trace) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topics.REQUESTS.name(), command.getRenderId(), command.toByteArray());
        trace.ifPresent(context -> TraceHeader.put(record.headers(), context));
        try {
            return sender.send(record);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(
                    new FarmBusyException(TopicSender.MAX_WAITING + " commands are on their way already"));
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
