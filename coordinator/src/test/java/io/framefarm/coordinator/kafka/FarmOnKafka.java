package io.framefarm.coordinator.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import io.framefarm.protocol.kafka.ProtobufDeserializer;
import io.framefarm.protocol.kafka.TopicAdmin;
import io.framefarm.protocol.kafka.TopicSettings;
import io.framefarm.protocol.kafka.TopicSpec;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FrameDigest;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.VideoReady;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import io.framefarm.protocol.v1.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plays producer, worker and stitcher against a coordinator on a real broker. */
final class FarmOnKafka implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrap;
    private final KafkaProducer<String, byte[]> producer;
    private final Set<String> alive = new LinkedHashSet<>();

    FarmOnKafka(String bootstrap) throws InterruptedException {
        this.bootstrap = bootstrap;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            assertThat(new TopicAdmin(admin).check(TopicSettings.singleBroker()))
                    .isEmpty();
        }
    }

    void submit(String id, String producerName, int frames) {
        RenderRequest request = RenderRequest.newBuilder()
                .setProducer(producerName)
                .setModel("reference")
                .setWidth(64)
                .setHeight(64)
                .addShots(Shot.newBuilder().setPrompt("a cat").setFrames(frames))
                .build();
        send(
                Topics.REQUESTS,
                id,
                RenderCommand.newBuilder().setRenderId(id).setSubmit(request).build());
    }

    /** Beats for it whenever somebody waits, as a worker does from its own thread. */
    void alive(String worker) {
        alive.add(worker);
    }

    private void beat(String worker) {
        send(
                Topics.WORKERS,
                worker,
                WorkerHeartbeat.newBuilder()
                        .setWorker(worker)
                        .setPool(Topics.DEFAULT_POOL)
                        .setState(WorkerState.WORKER_STATE_IDLE)
                        .addPacks("reference")
                        .build());
    }

    void rendered(SegmentJob job, String worker) {
        SegmentRendered.Builder result = SegmentRendered.newBuilder()
                .setRef(job.getRef())
                .setAttempt(Attempt.newBuilder()
                        .setDispatch(job.getDispatch())
                        .setDelivery(1)
                        .setWorker(worker)
                        .setRun(1));
        int first = job.getRecipe().getFirstFrame();
        for (int i = 0; i < job.getRecipe().getFrames(); i++) {
            result.addFrames(FrameDigest.newBuilder().setFrame(first + i).setSha256(ByteString.copyFrom(new byte[32])));
        }
        send(
                Topics.RESULTS,
                job.getRef().getRenderId(),
                FarmEvent.newBuilder().setSegmentRendered(result).build());
    }

    void stitched(String id, int frames) {
        send(
                Topics.VIDEOS,
                id,
                FarmEvent.newBuilder()
                        .setVideoReady(VideoReady.newBuilder().setRenderId(id).setFrames(frames))
                        .build());
    }

    private void send(TopicSpec topic, String key, MessageLite message) {
        sendBytes(topic, key, message.toByteArray());
    }

    void sendBytes(TopicSpec topic, String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        } catch (ExecutionException failed) {
            throw new AssertionError("cannot send to " + topic.name(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    Reader<SegmentJob> jobs() {
        return reader(Topics.segments(Topics.DEFAULT_POOL), SegmentJob.getDefaultInstance());
    }

    Reader<RenderStatus> statuses() {
        return reader(Topics.STATUS, RenderStatus.getDefaultInstance());
    }

    private <M extends Message> Reader<M> reader(TopicSpec topic, M example) {
        ProtobufDeserializer<M> deserializer = ProtobufDeserializer.of(example);
        return new Reader<>(topic, bytes -> deserializer.deserialize(topic.name(), bytes));
    }

    /** The bytes of each record, wrapped. */
    Reader<BytesValue> deadRequests() {
        return new Reader<>(Topics.DEAD_REQUESTS, bytes -> BytesValue.of(ByteString.copyFrom(bytes)));
    }

    static Predicate<List<RenderStatus>> reaches(String id, RenderState state) {
        return statuses ->
                statuses.stream().anyMatch(status -> status.getRenderId().equals(id) && status.getState() == state);
    }

    /** Everything committed on the first partition of a topic, from its beginning. */
    final class Reader<M> implements AutoCloseable {
        final List<M> read = new ArrayList<>();
        private final TopicSpec topic;
        private final Function<byte[], M> parse;
        private final KafkaConsumer<String, byte[]> consumer;

        Reader(TopicSpec topic, Function<byte[], M> parse) {
            this.topic = topic;
            this.parse = parse;
            this.consumer = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers",
                            bootstrap,
                            "isolation.level",
                            "read_committed",
                            "auto.offset.reset",
                            "earliest"),
                    new StringDeserializer(),
                    new ByteArrayDeserializer());
            consumer.assign(List.of(new TopicPartition(topic.name(), 0)));
        }

        List<M> until(Predicate<List<M>> enough) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!enough.test(read)) {
                assertThat(System.nanoTime())
                        .as("%s has only %s", topic.name(), read)
                        .isLessThan(deadline);
                alive.forEach(FarmOnKafka.this::beat);
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    if (record.value() != null) {
                        read.add(parse.apply(record.value()));
                    }
                }
            }
            return read;
        }

        List<M> until(int records) {
            return until(list -> list.size() >= records);
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
