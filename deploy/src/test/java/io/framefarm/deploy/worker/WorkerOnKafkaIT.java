package io.framefarm.deploy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.deploy.kafka.TestBroker;
import io.framefarm.protocol.kafka.TopicAdmin;
import io.framefarm.protocol.kafka.TopicSettings;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FrameDigest;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.Revocation;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.worker.Worker;
import io.framefarm.worker.WorkerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker's queue side on a real broker; each test has a pool, and so a topic of jobs, of its own. */
class WorkerOnKafkaIT {

    private static final Duration LOCK = Duration.ofSeconds(1);

    @TempDir
    private static Path folder;

    private static TestBroker kafka;
    private static int pools;

    private final String pool = "pool-" + pools++;
    private final List<Worker> workers = new ArrayList<>();
    private KafkaProducer<String, byte[]> producer;

    @BeforeAll
    static void startBroker() throws IOException {
        kafka = TestBroker.start(folder);
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @BeforeEach
    void createTopics() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            new TopicAdmin(admin)
                    .create(TopicSettings.singleBroker().withPools(Set.of(pool)).withLockDuration(LOCK));
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap()), new StringSerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        workers.forEach(Worker::close);
        producer.close();
    }

    @Test
    void aJobBecomesItsFramesAndItsResult() throws Exception {
        start("one", new GrayRenderer());
        dispatch(0);

        await().until(() -> rendered().size() == 1);

        List<FrameRecord> frames = frames();
        assertThat(frames).extracting(FrameRecord::getFrame).containsExactly(0, 1, 2);
        assertThat(frames)
                .extracting(FrameRecord::getSha256)
                .isEqualTo(rendered().get(0).getFramesList().stream()
                        .map(FrameDigest::getSha256)
                        .toList());
    }

    @Test
    void anIdleWorkerDoesNotHoldAJobThatAnotherIdleWorkerCouldHave() throws InvalidProtocolBufferException {
        GrayRenderer one = waiting();
        GrayRenderer two = waiting();
        start("one", one);
        start("two", two);
        dispatch(0);
        dispatch(1);

        await().untilAsserted(() ->
                assertThat(List.of(one.renders.get(), two.renders.get())).containsExactly(1, 1));
        one.gate.countDown();
        two.gate.countDown();
        await().until(() -> rendered().size() == 2);
    }

    @Test
    void aJobThatTakesLongerThanItsLockIsNotDeliveredTwice() throws InvalidProtocolBufferException {
        GrayRenderer slow = waiting();
        GrayRenderer other = new GrayRenderer();
        start("slow", slow);
        dispatch(0);
        await().until(() -> slow.renders.get() == 1);
        start("other", other);

        await().during(LOCK.multipliedBy(3)).atMost(LOCK.multipliedBy(6)).until(() -> other.renders.get() == 0);
        slow.gate.countDown();

        await().until(() -> rendered().size() == 1);
        assertThat(rendered().get(0).getAttempt().getWorker()).isEqualTo(pool + "-slow");
    }

    @Test
    void aStoppingWorkerLeavesItsJobToAnother() throws InvalidProtocolBufferException {
        GrayRenderer stuck = waiting();
        Worker first = start("first", stuck);
        dispatch(0);
        await().until(() -> stuck.renders.get() == 1);

        workers.remove(first);
        first.close();
        start("second", new GrayRenderer());

        await().until(() -> rendered().size() == 1);
        assertThat(rendered().get(0).getAttempt().getWorker()).isEqualTo(pool + "-second");
        assertThat(rendered().get(0).getAttempt().getDelivery()).isGreaterThan(1);
    }

    @Test
    void aRevokedRenderStopsInTheMiddle() throws InvalidProtocolBufferException {
        GrayRenderer stuck = waiting();
        start("one", stuck);
        dispatch(0);
        await().until(() -> stuck.renders.get() == 1);

        send(
                Topics.REVOCATIONS.name(),
                pool,
                Revocation.newBuilder()
                        .setRenderId(pool)
                        .setReason("cancelled")
                        .setRevokedAtMs(1)
                        .build()
                        .toByteArray());

        await().until(() -> stuck.cancelled.get() == 1);
        stuck.gate = new CountDownLatch(0);
        dispatch(1, 2);
        await().untilAsserted(() -> assertThat(rendered())
                .extracting(result -> result.getRef().getSegment())
                .containsExactly(1));
    }

    @Test
    void aRecordThatIsNoJobGoesToTheDeadLettersAndTheNextIsServed() throws InvalidProtocolBufferException {
        send(Topics.segments(pool).name(), "broken", new byte[] {1, 2, 3});
        dispatch(0);
        start("one", new GrayRenderer());

        await().until(() -> rendered().size() == 1);
        await().until(() -> read(Topics.DEAD_SEGMENTS.name(), 0).stream()
                .anyMatch(value -> Arrays.equals(value, new byte[] {1, 2, 3})));
    }

    private GrayRenderer waiting() {
        GrayRenderer renderer = new GrayRenderer();
        renderer.gate = new CountDownLatch(1);
        return renderer;
    }

    private Worker start(String name, GrayRenderer renderer) {
        WorkerConfig config =
                WorkerConfig.of(kafka.bootstrap(), pool, pool + "-" + name).withDrainWithin(Duration.ZERO);
        Worker worker = new Worker(config, renderer, InstantSource.system());
        workers.add(worker);
        worker.start();
        return worker;
    }

    private void dispatch(int segment) {
        dispatch(segment, 1);
    }

    private void dispatch(int segment, long dispatchedAtMs) {
        SegmentJob job = SegmentJob.newBuilder()
                .setRef(SegmentRef.newBuilder().setRenderId(pool).setSegment(segment))
                .setDispatch(1)
                .setDispatchedAtMs(dispatchedAtMs)
                .setRecipe(Recipe.newBuilder()
                        .setModel("gray")
                        .setFirstFrame(segment * 3)
                        .setFrames(3)
                        .setWidth(64)
                        .setHeight(64))
                .build();
        send(Topics.segments(pool).name(), pool, job.toByteArray());
    }

    private void send(String topic, String key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key, value));
        producer.flush();
    }

    private List<SegmentRendered> rendered() throws InvalidProtocolBufferException {
        List<SegmentRendered> results = new ArrayList<>();
        for (byte[] value : read(Topics.RESULTS.name(), 0)) {
            FarmEvent event = FarmEvent.parseFrom(value);
            if (event.hasSegmentRendered()
                    && event.getSegmentRendered().getRef().getRenderId().equals(pool)) {
                results.add(event.getSegmentRendered());
            }
        }
        return results;
    }

    private List<FrameRecord> frames() throws InvalidProtocolBufferException {
        List<FrameRecord> frames = new ArrayList<>();
        for (int partition = 0; partition < Topics.STITCHING_PARTITIONS; partition++) {
            for (byte[] value : read(Topics.FRAMES.name(), partition)) {
                FrameRecord frame = FrameRecord.parseFrom(value);
                if (frame.getRef().getRenderId().equals(pool)) {
                    frames.add(frame);
                }
            }
        }
        return frames;
    }

    private static List<byte[]> read(String topic, int partition) {
        TopicPartition all = new TopicPartition(topic, partition);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrap(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(all));
            consumer.seekToBeginning(List.of(all));
            long end = consumer.endOffsets(List.of(all)).get(all);
            List<byte[]> values = new ArrayList<>();
            while (consumer.position(all) < end) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }
}
