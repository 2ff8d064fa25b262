package io.framefarm.deploy.kafka;

import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.ProtobufDeserializer;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the topic of log lines from its beginning to where it ends now, and keeps what is about one render. */
final class ReadLogs {
    private static final Duration ONE_POLL = Duration.ofMillis(200);

    private ReadLogs() {}

    static List<LogLine> of(KafkaCluster cluster, String renderId) {
        TopicPartition partition = new TopicPartition(Topics.LOGS.name(), 0);
        List<LogLine> lines = new ArrayList<>();
        try (KafkaConsumer<String, LogLine> consumer = new KafkaConsumer<>(
                settings(cluster), new StringDeserializer(), ProtobufDeserializer.of(LogLine.getDefaultInstance()))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, LogLine> record : consumer.poll(ONE_POLL)) {
                    if (renderId.equals(record.key())) {
                        lines.add(record.value());
                    }
                }
            }
        } catch (KafkaException e) {
            throw KafkaFarmClient.unreachable(cluster, e);
        }
        // Each process sends its own in order; the processes among each other do not.
        lines.sort(Comparator.comparingLong(LogLine::getAtMs));
        return lines;
    }

    private static Map<String, Object> settings(KafkaCluster cluster) {
        return cluster.client(Map.of(
                "client.id",
                "farm-cli",
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "fetch.max.wait.ms",
                100,
                "auto.offset.reset",
                "earliest"));
    }
}
