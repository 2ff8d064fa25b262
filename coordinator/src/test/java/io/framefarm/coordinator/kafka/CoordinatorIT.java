package io.framefarm.coordinator.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.BytesValue;
import io.framefarm.coordinator.Coordinator;
import io.framefarm.coordinator.broker.TestBroker;
import io.framefarm.coordinator.core.Effect;
import io.framefarm.coordinator.core.Farm;
import io.framefarm.coordinator.core.FarmInput;
import io.framefarm.coordinator.core.FarmLoad;
import io.framefarm.coordinator.core.FarmSettings;
import io.framefarm.coordinator.core.Notable;
import io.framefarm.coordinator.kafka.FarmOnKafka.Reader;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.trace.Tracer;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRef;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorIT {
    @TempDir
    Path folder = Path.of("");

    private TestBroker broker;
    private FarmOnKafka farm;

    @BeforeEach
    void startBroker() throws Exception {
        broker = TestBroker.start(folder);
        farm = new FarmOnKafka(broker.bootstrap());
    }

    @AfterEach
    void stopBroker() {
        farm.close();
        broker.close();
    }

    @Test
    void aRequestBecomesJobsAndItsResultsAVideo() {
        try (Coordinator coordinator = started("c1");
                Reader<SegmentJob> jobs = farm.jobs();
                Reader<RenderStatus> statuses = farm.statuses()) {
            farm.submit("r1", "ann", 40);
            statuses.until(FarmOnKafka.reaches("r1", RenderState.RENDER_STATE_QUEUED));
            farm.alive("w1");
            renderUntil(jobs, 3, "w1");
            statuses.until(FarmOnKafka.reaches("r1", RenderState.RENDER_STATE_STITCHING));
            farm.stitched("r1", 40);
            statuses.until(FarmOnKafka.reaches("r1", RenderState.RENDER_STATE_DONE));

            assertThat(names(jobs.read)).containsExactly("r1/0#1", "r1/1#1", "r1/2#1");
            assertThat(coordinator.active()).isTrue();
        }
    }

    @Test
    void badRequestsAreAnsweredOrPutAsideAndTheNextIsServed() {
        try (Coordinator coordinator = started("c1");
                Reader<SegmentJob> jobs = farm.jobs();
                Reader<RenderStatus> statuses = farm.statuses();
                Reader<BytesValue> dead = farm.deadRequests()) {
            farm.alive("w1");
            // A field of two bytes' length that ends after one: no message at all, and none of ours.
            farm.sendBytes(Topics.REQUESTS, "r0", "\n\2x".getBytes(StandardCharsets.US_ASCII));
            farm.submit("r1", "ann", 0);
            farm.submit("r2", "ann", 16);

            statuses.until(FarmOnKafka.reaches("r1", RenderState.RENDER_STATE_FAILED));
            assertThat(names(jobs.until(1))).containsExactly("r2/0#1");
            assertThat(statuses.read.get(0).getFailure().getMessage())
                    .isEqualTo("shots[0].frames: 0 is below 1 (allowed: 1 to 4096)");
            assertThat(coordinator.alive()).isTrue();
            assertThat(dead.until(1).get(0).getValue().toStringUtf8()).isEqualTo("\n\2x");
        }
    }

    @Test
    void aRestartInTheMiddleKeepsTheStateAndRepeatsNothing() {
        try (Reader<SegmentJob> jobs = farm.jobs();
                Reader<RenderStatus> statuses = farm.statuses()) {
            try (Coordinator first = started("c1")) {
                farm.submit("r1", "ann", 96);
                statuses.until(FarmOnKafka.reaches("r1", RenderState.RENDER_STATE_QUEUED));
                farm.alive("w1");
                farm.rendered(jobs.until(2).get(0), "w1");
                jobs.until(3);
                assertThat(first.active()).isTrue();
            }
            farm.rendered(jobs.read.get(1), "w1"); // while nobody listens
            try (Coordinator second = started("c2")) {
                farm.alive("w1");
                farm.rendered(jobs.read.get(2), "w1");
                for (int next = 3; next < 6; next++) {
                    farm.rendered(jobs.until(next + 1).get(next), "w1");
                }
                statuses.until(FarmOnKafka.reaches("r1", RenderState.RENDER_STATE_STITCHING));
                assertThat(second.active()).isTrue();
            }
            assertThat(names(jobs.read)).containsExactly("r1/0#1", "r1/1#1", "r1/2#1", "r1/3#1", "r1/4#1", "r1/5#1");
        }
    }

    @Test
    void aStandbyTakesOverFromAFrozenCoordinatorWhichThenStandsBy() {
        Freezer freezer = new Freezer();
        try (Coordinator frozen = new Coordinator(config("c1"), Clock.systemUTC(), freezer);
                Reader<SegmentJob> jobs = farm.jobs();
                Reader<RenderStatus> statuses = farm.statuses()) {
            frozen.start();
            farm.submit("r1", "ann", 32);
            statuses.until(FarmOnKafka.reaches("r1", RenderState.RENDER_STATE_QUEUED));
            try (Coordinator standby = started("c2")) {
                freezer.freeze();
                Awaitility.await().until(standby::active);
                farm.submit("r2", "bob", 32);
                farm.alive("w1");
                jobs.until(2);
                freezer.thaw();
                Awaitility.await().until(() -> !frozen.active());
                renderUntil(jobs, 4, "w1");
                statuses.until(FarmOnKafka.reaches("r1", RenderState.RENDER_STATE_STITCHING));
                statuses.until(FarmOnKafka.reaches("r2", RenderState.RENDER_STATE_STITCHING));

                assertThat(names(jobs.read)).doesNotHaveDuplicates().hasSize(4);
                assertThat(frozen.alive()).isTrue();
                assertThat(standby.active()).isTrue();
            }
        }
    }

    @Test
    void anInputThatTheFarmBreaksOverIsPutAsideAndTheOthersAreServed() throws Exception {
        Steps.Restore brittle = (state, now) -> new BrittleFarm(Farm.restore(FarmSettings.DEFAULT, state, now));
        TakeTurns turns = new TakeTurns(config("c1"), Clock.systemUTC(), CoordinatorListener.NONE, Tracer.OFF, brittle);
        Thread thread = new Thread(turns, "brittle");
        farm.submit("before", "ann", 16);
        farm.submit("breaks", "ann", 16);
        farm.submit("after", "ann", 16);
        thread.start();
        try (Reader<RenderStatus> statuses = farm.statuses();
                Reader<BytesValue> dead = farm.deadRequests()) {
            statuses.until(FarmOnKafka.reaches("after", RenderState.RENDER_STATE_QUEUED));

            assertThat(dead.until(1).get(0).getValue().toStringUtf8()).contains("breaks");
            assertThat(statuses.read).extracting(RenderStatus::getRenderId).containsExactly("before", "after");
        } finally {
            turns.stop();
            thread.join();
        }
    }

    @Test
    void producersTakeTurnsInTheOrderOfDispatch() {
        try (Coordinator coordinator = started("c1");
                Reader<SegmentJob> jobs = farm.jobs();
                Reader<RenderStatus> statuses = farm.statuses()) {
            farm.submit("a", "ann", 128);
            farm.submit("b", "bob", 128);
            farm.submit("c", "eve", 128);
            statuses.until(FarmOnKafka.reaches("c", RenderState.RENDER_STATE_QUEUED));
            farm.alive("w1");
            renderUntil(jobs, 9, "w1");

            for (int round = 0; round < 3; round++) {
                Set<String> served = jobs.read.subList(3 * round, 3 * round + 3).stream()
                        .map(job -> job.getRef().getRenderId())
                        .collect(Collectors.toSet());
                assertThat(served).containsExactlyInAnyOrder("a", "b", "c");
            }
            assertThat(coordinator.active()).isTrue();
        }
    }

    /** Answers jobs in their order until this many have come. */
    private void renderUntil(Reader<SegmentJob> jobs, int count, String worker) {
        for (int next = 0; next < count; next++) {
            farm.rendered(jobs.until(next + 1).get(next), worker);
        }
    }

    private Coordinator started(String id) {
        Coordinator coordinator = new Coordinator(config(id), Clock.systemUTC(), CoordinatorListener.NONE);
        coordinator.start();
        return coordinator;
    }

    private CoordinatorConfig config(String id) {
        return CoordinatorConfig.of(broker.bootstrap(), id);
    }

    private static List<String> names(List<SegmentJob> jobs) {
        return jobs.stream()
                .map(job -> {
                    SegmentRef ref = job.getRef();
                    return ref.getRenderId() + "/" + ref.getSegment() + "#" + job.getDispatch();
                })
                .toList();
    }

    /** Breaks over a certain render. */
    private record BrittleFarm(Farm farm) implements Steps {
        @Override
        public List<Effect> step(List<FarmInput> inputs, Instant now) {
            boolean breaks = inputs.stream()
                    .anyMatch(input -> input instanceof FarmInput.CommandReceived received
                            && received.command().getRenderId().equals("breaks"));
            if (breaks) {
                throw new IllegalStateException("cannot bear it");
            }
            return farm.step(inputs, now);
        }

        @Override
        public FarmLoad load() {
            return farm.load();
        }
    }

    /** Holds the coordinator's thread where a pause of its process would. */
    private static final class Freezer implements CoordinatorListener {
        private final AtomicBoolean frozen = new AtomicBoolean();
        private final CountDownLatch thawed = new CountDownLatch(1);

        void freeze() {
            frozen.set(true);
        }

        void thaw() {
            thawed.countDown();
        }

        @Override
        public void load(FarmLoad load) {
            if (frozen.get()) {
                try {
                    thawed.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void noted(Notable what) {}

        @Override
        public void active(boolean active) {}
    }
}
