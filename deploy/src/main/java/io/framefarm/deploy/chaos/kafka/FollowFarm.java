package io.framefarm.deploy.chaos.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.deploy.chaos.Chronicle;
import io.framefarm.deploy.chaos.FarmNews;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.StateRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what coordinators, workers and stitchers say, as it is committed; belongs to no group. */
public final class FollowFarm implements FarmNews {

    private static final Logger LOG = LoggerFactory.getLogger(FollowFarm.class);
    private static final List<String> TOPICS = List.of(
            Topics.RESULTS.name(),
            Topics.VIDEOS.name(),
            Topics.STATUS.name(),
            Topics.FARM_STATE.name(),
            Topics.segments(Topics.DEFAULT_POOL).name());

    private final KafkaConsumer<byte[], byte[]> consumer;

    private FollowFarm(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** From the beginning of the topics. */
    public static FarmNews of(String bootstrap) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "client.id",
                        "farm-chronicle",
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "fetch.max.wait.ms",
                        20,
                        "reconnect.backoff.max.ms",
                        200),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                TOPICS.stream().map(topic -> new TopicPartition(topic, 0)).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new FollowFarm(consumer);
    }

    @Override
    public void follow(Chronicle chronicle, Duration atMost) {
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
                tell(chronicle, record);
            }
        } catch (KafkaException e) {
            LOG.debug("No news of the farm at the moment: {}", e.toString());
        }
    }

    private static void tell(Chronicle chronicle, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        Instant at = Instant.ofEpochMilli(record.timestamp());
        try {
            String topic = record.topic();
            if (topic.equals(Topics.RESULTS.name()) || topic.equals(Topics.VIDEOS.name())) {
                chronicle.told(FarmEvent.parseFrom(record.value()), at);
            } else if (topic.equals(Topics.STATUS.name())) {
                chronicle.reported(RenderStatus.parseFrom(record.value()), at);
            } else if (topic.equals(Topics.FARM_STATE.name())) {
                StateRecord state = StateRecord.parseFrom(record.value());
                if (state.hasBeat()) {
                    chronicle.beat(state.getBeat().getCoordinator());
                }
            } else {
                chronicle.dispatched(SegmentJob.parseFrom(record.value()), at);
            }
        } catch (InvalidProtocolBufferException e) {
            LOG.debug("{}@{} is none of the farm's", record.topic(), record.offset());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
