package io.framefarm.deploy.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is killed while transactions are committed one after the other, as those of a busy coordinator. */
@Timeout(180)
class KilledBrokerIT {

    private static final TopicPartition NOTES = new TopicPartition("notes", 0);
    private static final int KILLS = 3;
    private static final int BUSY_WITH = 50;

    @TempDir
    Path folder;

    @Test
    void noTransactionKeepsReadersWaitingAfterItsRestart() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            try (BrokerProcess broker = BrokerProcess.start(folder)) {
                if (kill == 0) {
                    new KafkaBasics(broker.bootstrap()).createTopic(NOTES.topic());
                }
                killWhileCommitting(broker);
            }
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder))) {
            try (KafkaProducer<byte[], byte[]> next = producer(kafka.bootstrap())) {
                next.initTransactions();
            }
            assertThat(committedOffset(kafka.bootstrap())).isGreaterThanOrEqualTo(KILLS * BUSY_WITH);
        }
    }

    private static void killWhileCommitting(BrokerProcess broker) throws Exception {
        AtomicInteger committed = new AtomicInteger();
        try (KafkaProducer<byte[], byte[]> producer = producer(broker.bootstrap());
                KafkaConsumer<byte[], byte[]> readers = readers(broker.bootstrap())) {
            producer.initTransactions();
            long from = committedOffset(broker.bootstrap());
            CompletableFuture<Void> busy = CompletableFuture.runAsync(
                    () -> commitUntilItFails(producer, readers.groupMetadata(), from, committed));
            while (committed.get() < BUSY_WITH) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            broker.kill();
            assertThat(busy).failsWithin(Duration.ofSeconds(20));
            producer.close(Duration.ZERO);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The commit fails if it does.
    private static void commitUntilItFails(
            KafkaProducer<byte[], byte[]> producer, ConsumerGroupMetadata group, long from, AtomicInteger committed) {
        while (true) {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(NOTES.topic(), new byte[] {1}));
            long offset = from + committed.get() + 1;
            producer.sendOffsetsToTransaction(Map.of(NOTES, new OffsetAndMetadata(offset)), group);
            producer.commitTransaction();
            committed.incrementAndGet();
        }
    }

    /** As the coordinator asks for it: waits for transactions under way. */
    private static long committedOffset(String bootstrap) {
        try (KafkaConsumer<byte[], byte[]> consumer = readers(bootstrap)) {
            consumer.assign(List.of(NOTES));
            OffsetAndMetadata offset =
                    consumer.committed(Set.of(NOTES), Duration.ofSeconds(20)).get(NOTES);
            long last = offset == null ? 0 : offset.offset();
            // What was committed can be read, too.
            assertThat(consumer.endOffsets(List.of(NOTES)).getOrDefault(NOTES, 0L))
                    .isGreaterThanOrEqualTo(last);
            return last;
        } catch (KafkaException e) {
            throw new AssertionError("the offset is not known: " + e, e);
        }
    }

    private static KafkaConsumer<byte[], byte[]> readers(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "group.id", "readers", "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "transactional.id",
                        "writer",
                        "max.block.ms",
                        5_000,
                        "delivery.timeout.ms",
                        5_000,
                        "request.timeout.ms",
                        2_000,
                        "linger.ms",
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
