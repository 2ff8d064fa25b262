package io.framefarm.coordinator.stitch.kafka;

import io.framefarm.protocol.Limits;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka clients of a stitcher, and the settings without which it would lose or invent frames. */
final class KafkaClients {
    private KafkaClients() {}

    /** Reads both topics as a member of the group. */
    static Consumer<byte[], byte[]> member(StitcherSettings settings) {
        Map<String, Object> config = consumer();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        // Gives a member the same partitions of both topics, so that a render's commands come to where its frames do.
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        int session = (int) settings.sessionTimeout().toMillis();
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / 3);
        return new KafkaConsumer<>(settings.cluster().client(config));
    }

    /** Reads single frames; an offset that is gone is an error, not a reason to read elsewhere. */
    static Consumer<byte[], byte[]> reader(StitcherSettings settings) {
        Map<String, Object> config = consumer();
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 16);
        // What is asked for exists. Only the fetch after it may find nothing, and would keep the next one waiting.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 1);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Limits.MAX_FRAME_RECORD_BYTES);
        return new KafkaConsumer<>(settings.cluster().client(config));
    }

    /** Hears what is announced; while nothing is, the broker is asked twice a second. */
    static Consumer<byte[], byte[]> listener(StitcherSettings settings) {
        return new KafkaConsumer<>(settings.cluster().client(consumer()));
    }

    private static Map<String, Object> consumer() {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return config;
    }

    static Producer<byte[], byte[]> producer(StitcherSettings settings) {
        return producer(settings, Map.of());
    }

    /** With more settings than a stitcher needs. */
    static Producer<byte[], byte[]> producer(StitcherSettings settings, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
        return new KafkaProducer<>(settings.cluster().client(config));
    }
}
