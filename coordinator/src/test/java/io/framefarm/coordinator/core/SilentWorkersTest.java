package io.framefarm.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.WorkerState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of attempts whose workers fall silent. */
class SilentWorkersTest {
    private final FarmFixture farm = new FarmFixture();
    private final SegmentJob job = farm.oneSegment();

    @Test
    void aSilentWorkersSegmentIsLeftToTheBrokerFirst() {
        farm.started(job, "w1");
        farm.passWhileAlive(Duration.ofSeconds(11), "w2");
        assertThat(farm.notes).contains(Notable.SEGMENT_LOST);
        farm.started(job, "w2");
        farm.passWhileAlive(Duration.ofSeconds(9), "w2");
        farm.rendered(job, "w2");

        assertThat(farm.jobs).hasSize(1);
        assertThat(farm.winners()).containsExactly("w2");
    }

    @Test
    void whenTheBrokerDoesNotDeliverAgainTheSegmentIsDispatchedAnew() {
        farm.started(job, "w1");
        for (int i = 0; i < 20; i++) {
            farm.passWhileAlive(Duration.ofSeconds(5), "w2");
        }

        assertThat(farm.lastJob().getDispatch()).isEqualTo(2);
        assertThat(farm.lastJob().getAvoidWorkersList()).containsExactly("w1");
        assertThat(farm.revocations).singleElement().satisfies(revocation -> {
            assertThat(revocation.getSegment()).isEqualTo(job.getRef());
            assertThat(revocation.getRevokedAtMs()).isEqualTo(job.getDispatchedAtMs());
        });
        assertThat(farm.lastJob().getDispatchedAtMs()).isGreaterThan(job.getDispatchedAtMs());
    }

    @Test
    void heartbeatsKeepALongSegmentAlive() {
        farm.started(job, "w1");
        for (int step = 0; step < 50; step++) {
            farm.step(new FarmInput.HeartbeatReceived(farm.heartbeat("w1")
                    .setState(WorkerState.WORKER_STATE_RENDERING)
                    .setRendering(job.getRef())
                    .setAttempt(FarmFixture.attempt(job, "w1"))
                    .setStep(step)
                    .build()));
            farm.passWhileAlive(Duration.ofSeconds(9), "w2");
        }

        assertThat(farm.notes).doesNotContain(Notable.SEGMENT_LOST);
        assertThat(farm.jobs).hasSize(1);
    }

    @Test
    void aWorkerThatBeatsWithoutProgressLosesTheSegment() {
        farm.started(job, "w1");
        for (int i = 0; i < 70; i++) {
            farm.step(new FarmInput.HeartbeatReceived(farm.heartbeat("w1")
                    .setState(WorkerState.WORKER_STATE_RENDERING)
                    .setRendering(job.getRef())
                    .setAttempt(FarmFixture.attempt(job, "w1"))
                    .setStep(1)
                    .build()));
            farm.passWhileAlive(Duration.ofSeconds(9), "w2");
        }

        assertThat(farm.lastJob().getDispatch()).isEqualTo(2);
        assertThat(farm.revocations).hasSize(1);
    }

    @Test
    void aJobInAPoolThatDiedIsGivenToAnother() {
        for (int i = 0; i < 20; i++) {
            farm.step(new FarmInput.HeartbeatReceived(farm.heartbeat("w9")
                    .setPool("other")
                    .setState(WorkerState.WORKER_STATE_IDLE)
                    .build()));
            farm.pass(Duration.ofSeconds(5));
        }

        assertThat(farm.lastJob().getDispatch()).isEqualTo(2);
        assertThat(farm.load().inFlightSegments()).containsOnlyKeys("other");
    }
}
