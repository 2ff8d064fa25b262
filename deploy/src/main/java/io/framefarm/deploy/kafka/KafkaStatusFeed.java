package io.framefarm.deploy.kafka;

import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.ProtobufDeserializer;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.RenderStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the whole compacted topic of states once, then its changes. Belongs to no group and commits nothing. */
final class KafkaStatusFeed implements StatusFeed {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    private final KafkaConsumer<String, RenderStatus> consumer;
    private final TopicPartition partition;
    private final long endAtOpening;

    private KafkaStatusFeed(KafkaConsumer<String, RenderStatus> consumer, TopicPartition partition, long endAtOpening) {
        this.consumer = consumer;
        this.partition = partition;
        this.endAtOpening = endAtOpening;
    }

    static StatusFeed open(KafkaCluster cluster) {
        Map<String, Object> settings = cluster.client(Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "farm-cli",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                100,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"));
        TopicPartition partition = new TopicPartition(Topics.STATUS.name(), 0);
        try {
            KafkaConsumer<String, RenderStatus> consumer = new KafkaConsumer<>(
                    settings, new StringDeserializer(), ProtobufDeserializer.of(RenderStatus.getDefaultInstance()));
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition), ANSWER_LIMIT)
                    .values()
                    .iterator()
                    .next();
            return new KafkaStatusFeed(consumer, partition, end);
        } catch (KafkaException e) {
            throw KafkaFarmClient.unreachable(cluster, e);
        }
    }

    @Override
    public List<RenderStatus> poll(Duration limit) {
        List<RenderStatus> changes = new ArrayList<>();
        for (ConsumerRecord<String, RenderStatus> record : consumer.poll(limit)) {
            // A tombstone: the farm has forgotten this render.
            if (record.value() != null) {
                changes.add(record.value());
            }
        }
        return changes;
    }

    @Override
    public boolean caughtUp() {
        return consumer.position(partition) >= endAtOpening;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
