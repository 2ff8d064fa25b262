package io.framefarm.worker.kafka;

import com.google.protobuf.MessageLite;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.monitor.Pulse;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import io.framefarm.worker.heartbeat.HeartbeatSink;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What may be lost: sent without waiting, outside of transactions. Safe for use by many threads. */
public final class KafkaNews implements HeartbeatSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaNews.class);

    private final KafkaProducer<String, byte[]> producer;
    private final Pulse heartbeats;

    /**
     * Connects in the background.
     *
     * @param heartbeats beats with each sign of life that the broker has taken
     */
    public KafkaNews(WorkerKafkaConfig config, Pulse heartbeats) {
        this.heartbeats = heartbeats;
        this.producer = new KafkaProducer<>(
                config.cluster()
                        .client(Map.of(
                                "client.id", config.worker() + "-news",
                                "linger.ms", 0,
                                // Whoever sends news has better things to do than to wait for a broker.
                                "max.block.ms", 1_000,
                                "delivery.timeout.ms", 10_000,
                                "request.timeout.ms", 5_000)),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void send(WorkerHeartbeat beat) {
        send(Topics.WORKERS.name(), beat.getWorker(), beat);
    }

    void send(String topic, String key, MessageLite value) {
        try {
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(topic, key, value.toByteArray()), (metadata, failure) -> {
                        if (failure != null) {
                            LOG.warn("News for `{}` was lost: {}", topic, failure.toString());
                        } else if (topic.equals(Topics.WORKERS.name())) {
                            heartbeats.beat();
                        }
                    });
        } catch (KafkaException e) {
            LOG.warn("News for `{}` was lost: {}", topic, e.toString());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
