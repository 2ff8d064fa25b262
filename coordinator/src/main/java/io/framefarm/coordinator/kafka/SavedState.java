package io.framefarm.coordinator.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.CoordinatorBeat;
import io.framefarm.protocol.v1.StateRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** The last record of each key of {@code farm.state}, kept up to date while standing by, so that taking over is quick. */
final class SavedState implements AutoCloseable {
    static final String BEAT = "beat";

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final TopicPartition partition = new TopicPartition(Topics.FARM_STATE.name(), 0);
    private final Map<String, StateRecord> records = new HashMap<>();

    SavedState(CoordinatorConfig config) {
        consumer = new KafkaConsumer<>(
                ClientSettings.state(config), new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** Reads what is new; true when a beat was among it. */
    boolean follow(Duration limit) {
        boolean beat = false;
        for (ConsumerRecord<String, byte[]> record : consumer.poll(limit)) {
            beat |= BEAT.equals(record.key());
            apply(record);
        }
        return beat;
    }

    /** Reads everything that is committed now. */
    void catchUp() {
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
            follow(POLL);
        }
    }

    Collection<StateRecord> records() {
        return records.values();
    }

    /** The active coordinator's last sign of life; null when the last one said goodbye, or there never was one. */
    @Nullable
    CoordinatorBeat lastBeat() {
        StateRecord beat = records.get(BEAT);
        return beat == null ? null : beat.getBeat();
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            records.remove(record.key());
            return;
        }
        try {
            records.put(record.key(), StateRecord.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException broken) {
            // Only coordinators write here. To go on without a part of the state would lose renders.
            throw new IllegalStateException(
                    "record `%s` at offset %d of %s is no state: %s"
                            .formatted(record.key(), record.offset(), partition, broken.getMessage()),
                    broken);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
