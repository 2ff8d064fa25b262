package io.framefarm.coordinator.stitch.kafka;

import io.framefarm.coordinator.stitch.TestRenders;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.VideoReady;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Coordinator and workers as a stitcher sees them: what they put on its topics, and what they read from it. */
final class FarmTopics implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaProducer<byte[], byte[]> worker;
    private final KafkaConsumer<byte[], byte[]> results;
    private final List<FarmEvent> events = new ArrayList<>();

    FarmTopics(String bootstrap) {
        producer = new KafkaProducer<>(config(bootstrap), new ByteArraySerializer(), new ByteArraySerializer());
        Map<String, Object> transactional = config(bootstrap);
        transactional.put("transactional.id", "worker");
        worker = new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer());
        worker.initTransactions();
        results = new KafkaConsumer<>(config(bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition(Topics.VIDEOS.name(), 0);
        results.assign(List.of(partition));
        results.seekToBeginning(List.of(partition));
    }

    private static Map<String, Object> config(String bootstrap) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrap);
        return config;
    }

    void plan(String renderId, AssemblyPlan plan) {
        send(AssemblyCommand.newBuilder().setRenderId(renderId).setPlan(plan).build());
    }

    void won(SegmentRef ref, Attempt attempt) {
        send(AssemblyCommand.newBuilder()
                .setRenderId(ref.getRenderId())
                .setSegmentWon(TestRenders.won(ref, attempt))
                .build());
    }

    private void send(AssemblyCommand command) {
        var unused = producer.send(
                new ProducerRecord<>(Topics.ASSEMBLY.name(), key(command.getRenderId()), command.toByteArray()));
        producer.flush();
    }

    /** Frames in one transaction, as workers publish them. */
    void frames(SegmentRef ref, Attempt attempt) {
        worker.beginTransaction();
        sendFrames(ref, attempt);
        worker.commitTransaction();
    }

    /** A worker that dies before its transaction ends. */
    void abortedFrames(SegmentRef ref, Attempt attempt) {
        worker.beginTransaction();
        sendFrames(ref, attempt);
        worker.flush();
        worker.abortTransaction();
    }

    private void sendFrames(SegmentRef ref, Attempt attempt) {
        for (int frame : TestRenders.frames(ref)) {
            FrameRecord record = TestRenders.record(ref, attempt, frame);
            var unused = worker.send(
                    new ProducerRecord<>(Topics.FRAMES.name(), key(ref.getRenderId()), record.toByteArray()));
        }
    }

    void garbage(String renderId) {
        for (String topic : List.of(Topics.FRAMES.name(), Topics.ASSEMBLY.name())) {
            var unused = producer.send(new ProducerRecord<>(topic, key(renderId), new byte[] {1, 2, 3}));
        }
        producer.flush();
    }

    void render(SegmentRef ref, Attempt attempt) {
        frames(ref, attempt);
        won(ref, attempt);
    }

    /** Everything told so far. */
    List<FarmEvent> events() {
        for (ConsumerRecord<byte[], byte[]> record : results.poll(Duration.ofMillis(50))) {
            try {
                events.add(FarmEvent.parseFrom(record.value()));
            } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                throw new IllegalStateException("a broken event", e);
            }
        }
        return events;
    }

    List<VideoReady> ready(String renderId) {
        return events().stream()
                .filter(FarmEvent::hasVideoReady)
                .map(FarmEvent::getVideoReady)
                .filter(ready -> ready.getRenderId().equals(renderId))
                .toList();
    }

    int encoded(String renderId) {
        return events().stream()
                .filter(event -> event.getVideoProgress().getRenderId().equals(renderId))
                .mapToInt(event -> event.getVideoProgress().getFramesEncoded())
                .max()
                .orElse(0);
    }

    private static byte[] key(String renderId) {
        return renderId.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        worker.close(Duration.ZERO);
        results.close();
    }
}
