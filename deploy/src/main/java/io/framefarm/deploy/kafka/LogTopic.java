package io.framefarm.deploy.kafka;

import io.framefarm.deploy.log.GatherLogs;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.ProtobufSerializer;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.LogLine;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what this process logs about renders on the topic {@code logs}, where {@code farm logs} finds it. Lines are the
 * least that a farm has to deliver: what the cluster does not take is left out, and said once.
 */
public final class LogTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogTopic.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
    private static final int LIMIT_MS = 5000;

    private final KafkaProducer<String, LogLine> producer;
    private final AtomicBoolean complained = new AtomicBoolean();
    private final GatherLogs gathering;

    private LogTopic(KafkaCluster cluster, String source) {
        this.producer = new KafkaProducer<>(
                cluster.client(Map.of(
                        "client.id",
                        "logs-" + source.replace(' ', '-'),
                        "acks",
                        "1",
                        "linger.ms",
                        50,
                        "compression.type",
                        "gzip",
                        "max.block.ms",
                        LIMIT_MS,
                        "request.timeout.ms",
                        LIMIT_MS,
                        "delivery.timeout.ms",
                        2 * LIMIT_MS)),
                new StringSerializer(),
                new ProtobufSerializer<>());
        this.gathering = GatherLogs.from(source, this::send);
    }

    /** Begins; lines name this process by {@code source}, such as {@code worker w1}. */
    public static LogTopic open(KafkaCluster cluster, String source) {
        return new LogTopic(cluster, source);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback says it all.
    private void send(LogLine line) {
        try {
            producer.send(new ProducerRecord<>(Topics.LOGS.name(), line.getRenderId(), line), (place, failure) -> {
                if (failure != null) {
                    complain(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            complain(e);
        }
    }

    private void complain(Exception failure) {
        if (complained.compareAndSet(false, true)) {
            LOG.warn("Log lines do not reach the topic {}: {}", Topics.LOGS.name(), failure.toString());
        }
    }

    @Override
    public void close() {
        gathering.close();
        producer.close(CLOSE_WITHIN);
    }
}
