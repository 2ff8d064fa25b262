package io.framefarm.worker.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.Revocation;
import io.framefarm.worker.intake.RevokedRenders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every revocation, from the oldest kept one on, on a thread of its own: each worker hears all of them, without a
 * consumer group.
 */
public final class FollowRevocations implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FollowRevocations.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RevokedRenders revoked;
    private final Thread thread;
    private volatile boolean stopping;

    public FollowRevocations(WorkerKafkaConfig config, RevokedRenders revoked) {
        this.consumer = new KafkaConsumer<>(
                config.cluster()
                        .client(Map.of(
                                "client.id",
                                config.worker() + "-revocations",
                                "isolation.level",
                                "read_committed",
                                "enable.auto.commit",
                                false,
                                "auto.offset.reset",
                                "earliest",
                                "fetch.max.wait.ms",
                                100)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.revoked = revoked;
        this.thread = new Thread(this, config.worker() + "-revocations");
    }

    public void start() {
        thread.start();
    }

    @Override
    public void run() {
        try (consumer) {
            TopicPartition partition = new TopicPartition(Topics.REVOCATIONS.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (!stopping) {
                pollOnce();
            }
        }
    }

    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pollOnce() {
        try {
            consumer.poll(PATIENCE).forEach(this::apply);
        } catch (WakeupException e) {
            LOG.debug("No longer following revocations");
        } catch (KafkaException e) {
            LOG.warn("Revocations could not be read, going on: {}", e.toString());
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        try {
            revoked.revoke(Revocation.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException e) {
            LOG.error("{}@{} is no revocation; it is skipped: {}", record.topic(), record.offset(), e.getMessage());
        }
    }
}
