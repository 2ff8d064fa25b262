package io.framefarm.worker.kafka;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.LatentAddress;
import io.framefarm.protocol.v1.LatentRecord;
import io.framefarm.worker.latents.LatentLog;
import io.framefarm.worker.latents.LatentsMissing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads single records of the topic of latents by their offset, outside any group. Connects with the first one. */
public final class KafkaLatents implements LatentLog {

    private static final Duration ONE_POLL = Duration.ofMillis(500);
    private static final int MAX_EMPTY_POLLS = 30;
    private static final String UNREADABLE = "LATENTS_UNREADABLE";

    private final Map<String, Object> settings;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    public KafkaLatents(WorkerKafkaConfig config) {
        this.settings = config.cluster()
                .client(Map.of(
                        "client.id",
                        config.worker() + "-latents",
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "none",
                        "max.poll.records",
                        1,
                        "max.partition.fetch.bytes",
                        Limits.MAX_FRAME_RECORD_BYTES));
    }

    @Override
    public synchronized Optional<ByteString> read(LatentAddress address) throws LatentsMissing {
        TopicPartition partition = new TopicPartition(Topics.LATENTS.name(), address.getPartition());
        try {
            KafkaConsumer<byte[], byte[]> ready = ready();
            ready.assign(List.of(partition));
            ready.seek(partition, address.getOffset());
            for (int i = 0; i < MAX_EMPTY_POLLS; i++) {
                for (ConsumerRecord<byte[], byte[]> record : ready.poll(ONE_POLL)) {
                    return record.offset() == address.getOffset() ? values(record) : Optional.empty();
                }
                if (ready.position(partition) > address.getOffset()) {
                    return Optional.empty();
                }
            }
        } catch (OffsetOutOfRangeException e) {
            return Optional.empty();
        } catch (KafkaException | IllegalArgumentException | IllegalStateException e) {
            drop();
            throw new LatentsMissing(UNREADABLE, "cannot read " + describe(address) + ": " + e.getMessage(), e);
        }
        throw new LatentsMissing(
                UNREADABLE,
                "no answer about " + describe(address) + " within " + ONE_POLL.multipliedBy(MAX_EMPTY_POLLS));
    }

    private static Optional<ByteString> values(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(LatentRecord.parseFrom(record.value()).getValues());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty(); // whatever it is, it is not what was published
        }
    }

    private static String describe(LatentAddress address) {
        return "the latents at offset " + address.getOffset() + " of partition " + address.getPartition();
    }

    private KafkaConsumer<byte[], byte[]> ready() {
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open == null) {
            open = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer = open;
        }
        return open;
    }

    private void drop() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }

    @Override
    public synchronized void close() {
        drop();
    }
}
