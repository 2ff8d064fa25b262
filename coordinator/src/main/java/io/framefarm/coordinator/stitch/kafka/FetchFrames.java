package io.framefarm.coordinator.stitch.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.coordinator.stitch.DamagedFrameException;
import io.framefarm.coordinator.stitch.FramePlace;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.FrameRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads single frames from the topic by their offset, with a consumer of its own outside any group. Frames of a segment
 * lie close together, so what came along with the last one asked for is kept until the next fetch.
 */
final class FetchFrames implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ONE_POLL = Duration.ofMillis(500);
    private static final int MAX_EMPTY_POLLS = (int) (PATIENCE.toMillis() / ONE_POLL.toMillis());

    private final Consumer<byte[], byte[]> consumer;
    private final Map<FramePlace, byte[]> lastFetched = new HashMap<>();

    FetchFrames(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    synchronized FrameRecord fetch(FramePlace place) throws IOException {
        byte[] bytes = lastFetched.containsKey(place) ? lastFetched.get(place) : fetchFromTopic(place);
        try {
            return FrameRecord.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new DamagedFrameException("the record at offset " + place.offset() + " of partition "
                    + place.partition() + " is no frame: " + e.getMessage());
        }
    }

    private byte[] fetchFromTopic(FramePlace place) throws IOException {
        TopicPartition partition = new TopicPartition(Topics.FRAMES.name(), place.partition());
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, place.offset());
            for (int i = 0; i < MAX_EMPTY_POLLS; i++) {
                lastFetched.clear();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(ONE_POLL)) {
                    lastFetched.put(new FramePlace(record.partition(), record.offset()), record.value());
                }
                byte[] found = lastFetched.get(place);
                if (found != null) {
                    return found;
                }
                if (consumer.position(partition) > place.offset()) {
                    throw gone(place);
                }
            }
        } catch (OffsetOutOfRangeException e) {
            throw gone(place);
        } catch (KafkaException | IllegalStateException e) {
            throw new IOException("cannot read " + place + " from the topic " + partition.topic(), e);
        }
        throw new IOException(
                "no answer about " + place + " of the topic " + partition.topic() + " within " + PATIENCE);
    }

    private static DamagedFrameException gone(FramePlace place) {
        return new DamagedFrameException("the record at offset " + place.offset() + " of partition " + place.partition()
                + " is not on the topic any more");
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
