package io.framefarm.coordinator.core;

import static io.framefarm.coordinator.core.FarmFixture.POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framefarm.coordinator.core.FarmLoad.Lane;
import io.framefarm.coordinator.core.FarmLoad.Queue;
import io.framefarm.coordinator.track.RenderPhase;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.Pause;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.StageTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators and autoscalers are told of the farm. */
class FarmLoadTest {
    private final FarmFixture farm = new FarmFixture();

    @Test
    void workThatNobodyCouldTakeSoFarWaitsInNoPool() {
        farm.submit("r", "somebody", 48);

        assertThat(farm.load().waiting())
                .containsOnlyKeys(new Lane(FarmLoad.NO_POOL, 0))
                .containsValue(new Queue(3, Duration.ZERO));
        assertThat(farm.load().backlogSeconds()).containsOnlyKeys(FarmLoad.NO_POOL);
    }

    @Test
    void aPoolKeepsItsBacklogWhenItsLastWorkerIsGone() {
        farm.worker("w1");
        farm.submit("r", "somebody", 160);
        assertThat(farm.load().liveWorkers()).containsEntry(POOL, 1);

        farm.pass(Duration.ofMinutes(10));

        assertThat(farm.load().liveWorkers()).isEmpty();
        assertThat(farm.load().waiting()).containsOnlyKeys(new Lane(POOL, 0));
        assertThat(farm.load().backlogSeconds().get(POOL)).isPositive();
    }

    @Test
    void theOldestRenderOfALaneGivesItsAge() {
        farm.submit("old", "somebody", 16);
        farm.pass(Duration.ofSeconds(30));
        farm.submit("new", "somebody", 16);
        farm.submit("urgent", FarmFixture.request("somebody", 16).setPriority(9).build());
        farm.pass(Duration.ofSeconds(5));

        assertThat(farm.load().waiting())
                .containsEntry(new Lane(FarmLoad.NO_POOL, 0), new Queue(2, Duration.ofSeconds(35)))
                .containsEntry(new Lane(FarmLoad.NO_POOL, 9), new Queue(1, Duration.ofSeconds(5)));
    }

    @Test
    void aPausedRenderIsOpenButDoesNotWait() {
        farm.submit("r", "somebody", 48);
        farm.command("r", RenderCommand.newBuilder().setPause(Pause.getDefaultInstance()));

        assertThat(farm.load().openRenders()).isEqualTo(1);
        assertThat(farm.load().waitingSegments()).isZero();
        assertThat(farm.load().backlogSeconds()).isEmpty();
    }

    @Test
    void whatIsInFlightIsBacklogUntilItIsDone() {
        farm.worker("w1");
        farm.submit("r", "somebody", 16);
        farm.started(farm.lastJob(), "w1");
        assertThat(farm.load().waitingSegments()).isZero();
        assertThat(farm.load().renderingSegments()).containsEntry(POOL, 1);
        assertThat(farm.load().backlogSeconds().get(POOL)).isPositive();

        farm.rendered(farm.lastJob(), "w1");

        assertThat(farm.load().backlogSeconds()).isEmpty();
    }

    @Test
    void theBacklogIsCountedInTheSecondsThatSegmentsTook() {
        farm.worker("w1");
        farm.submit("r", "somebody", 64);

        rendered(farm.jobs.get(0), Duration.ofSeconds(7));

        assertThat(farm.load().backlogSeconds().get(POOL)).isCloseTo(3 * 7, within(1e-6));
    }

    @Test
    void theTimesOfARenderAreObservedAsTheyPass() {
        farm.worker("w1");
        farm.submit("r", "somebody", 16);
        farm.pass(Duration.ofSeconds(2));
        farm.started(farm.lastJob(), "w1");
        farm.pass(Duration.ofSeconds(3));
        rendered(farm.lastJob(), Duration.ofSeconds(3));
        farm.pass(Duration.ofSeconds(1));
        farm.videoReady("r", 16);

        assertThat(farm.observations)
                .containsExactly(
                        new Observation.SegmentBegun(POOL, Duration.ofSeconds(2)),
                        new Observation.RenderBegun("somebody", Duration.ofSeconds(2)),
                        new Observation.SegmentDone(POOL, "somebody", Duration.ofSeconds(3)),
                        new Observation.FirstFrame("somebody", Duration.ofSeconds(5)),
                        new Observation.RenderEnded("somebody", RenderPhase.DONE, Duration.ofSeconds(6)));
    }

    @Test
    void anAttemptThatFailsIsObservedWithItsCode() {
        farm.worker("w1");
        farm.submit("r", "somebody", 16);
        farm.started(farm.lastJob(), "w1");

        farm.failed(farm.lastJob(), "w1", Category.CATEGORY_RETRYABLE, "DISK_ON_FIRE");

        assertThat(farm.observations).last().satisfies(last -> {
            Observation.SegmentFailed failed = (Observation.SegmentFailed) last;
            assertThat(failed.failure().getCode()).isEqualTo("DISK_ON_FIRE");
            assertThat(failed.givenUp()).isFalse();
        });
    }

    @Test
    void aWorkerThatClaimsAbsurdTimesIsNotBelieved() {
        StageTime absurd = StageTime.newBuilder()
                .setStage("denoise")
                .setMicros(Long.MAX_VALUE)
                .build();
        StageTime negative = absurd.toBuilder().setMicros(-5).build();

        assertThat(StageTimes.total(List.of(absurd, absurd, negative))).isEqualTo(Duration.ofDays(1));
        assertThat(StageTimes.total(List.of(negative))).isZero();
    }

    private void rendered(SegmentJob job, Duration took) {
        StageTime time = StageTime.newBuilder()
                .setStage("denoise")
                .setMicros(took.toMillis() * 1000)
                .build();
        farm.event(FarmEvent.newBuilder()
                .setSegmentRendered(FarmFixture.result(job, "w1").addStages(time)));
    }
}
