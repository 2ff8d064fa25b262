package io.framefarm.deploy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framefarm.deploy.kafka.TestBroker;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.TopicAdmin;
import io.framefarm.protocol.kafka.TopicSettings;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.trace.Tracer;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.worker.kafka.JobTrace;
import io.framefarm.worker.kafka.ShareGroupQueue;
import io.framefarm.worker.kafka.WorkerKafkaConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two workers' queues make of a share group on a real broker. */
class ShareGroupQueueIT {
    private static final Duration LOCK = Duration.ofSeconds(1);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String POOL = "pool";

    @TempDir
    private Path folder;

    @Test
    void aJobThatLostItsLockInTheBufferIsNotBegun() throws Exception {
        try (TestBroker kafka = TestBroker.start(folder)) {
            createTopics(kafka);
            ShareGroupQueue one = queue(kafka, "one");
            ShareGroupQueue two = queue(kafka, "two");
            dispatch(kafka, 0);
            assertThat(next(one)).isZero();
            one.accept();
            // The poll ends, but not its fetch: the next job comes into the buffer, where its lock runs out.
            assertThat(one.poll(SHORT)).isEmpty();
            dispatch(kafka, 1);

            assertThat(next(two)).isEqualTo(1);
            assertThat(one.poll(SHORT)).isEmpty();

            assertThat(two.renew()).isTrue();
            two.accept();
            one.close();
            two.close();
        }
    }

    /** The next job's segment. */
    private static int next(ShareGroupQueue queue) {
        return await().until(() -> queue.poll(SHORT), Optional::isPresent)
                .orElseThrow()
                .job()
                .getRef()
                .getSegment();
    }

    private static ShareGroupQueue queue(TestBroker kafka, String worker) {
        JobTrace trace = new JobTrace(worker, Tracer.OFF, InstantSource.system());
        WorkerKafkaConfig config = WorkerKafkaConfig.of(KafkaCluster.at(kafka.bootstrap()), POOL, worker);
        return new ShareGroupQueue(config, trace, System::nanoTime);
    }

    private static void createTopics(TestBroker kafka) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            new TopicAdmin(admin)
                    .create(TopicSettings.singleBroker().withPools(Set.of(POOL)).withLockDuration(LOCK));
        }
    }

    private static void dispatch(TestBroker kafka, int segment) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap()), new StringSerializer(), new ByteArraySerializer())) {
            SegmentJob job = SegmentJob.newBuilder()
                    .setRef(SegmentRef.newBuilder().setRenderId("r").setSegment(segment))
                    .setDispatch(1)
                    .build();
            var unused =
                    producer.send(new ProducerRecord<>(Topics.segments(POOL).name(), "r", job.toByteArray()));
        }
    }
}
