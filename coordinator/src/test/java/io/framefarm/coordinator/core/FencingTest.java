package io.framefarm.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.Cancel;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.Retry;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.VideoFailed;
import io.framefarm.protocol.v1.WorkerState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of attempts that fail, fall silent, come twice or come too late. */
class FencingTest {
    private final FarmFixture farm = new FarmFixture();
    private SegmentJob job = SegmentJob.getDefaultInstance();

    @BeforeEach
    void oneSegment() {
        farm.worker("w1", "w2");
        farm.submit("r1", "ann", 16);
        job = farm.lastJob();
    }

    @Test
    void theFirstValidResultWinsAndTheSecondIsCounted() {
        farm.rendered(job, "w1");
        farm.rendered(job, "w2");

        assertThat(winners()).containsExactly("w1");
        assertThat(farm.notes).contains(Notable.RESULT_DUPLICATE);
    }

    @Test
    void aResultOfASupersededDispatchIsDropped() {
        farm.failed(job, "w1", Category.CATEGORY_RETRYABLE, "OUT_OF_LUCK");
        afterTheRetryDelay();
        farm.rendered(job, "w1");

        assertThat(farm.lastJob().getDispatch()).isEqualTo(2);
        assertThat(winners()).isEmpty();
        assertThat(farm.notes).contains(Notable.RESULT_STALE);

        farm.rendered(farm.lastJob(), "w2");
        assertThat(winners()).containsExactly("w2");
    }

    @Test
    void aResultThatComesWhileTheNextDispatchIsNotOutStillWins() {
        farm.failed(job, "w1", Category.CATEGORY_RETRYABLE, "OUT_OF_LUCK");
        farm.rendered(job, "w2");
        afterTheRetryDelay();

        assertThat(winners()).containsExactly("w2");
        assertThat(farm.jobs).hasSize(1);
    }

    @Test
    void aRetryAvoidsTheWorkerThatFailedWhileOthersLive() {
        farm.failed(job, "w1", Category.CATEGORY_RETRYABLE, "OUT_OF_LUCK");
        afterTheRetryDelay();
        assertThat(farm.lastJob().getAvoidWorkersList()).containsExactly("w1");

        farm.failed(farm.lastJob(), "w2", Category.CATEGORY_RETRYABLE, "OUT_OF_LUCK");
        afterTheRetryDelay();
        assertThat(farm.lastJob().getAvoidWorkersList()).isEmpty();
    }

    @Test
    void retriesEndWithADeadLetterAndTheLastReason() {
        for (int i = 0; i < FarmSettings.DEFAULT.maxAttempts(); i++) {
            farm.failed(farm.lastJob(), "w1", Category.CATEGORY_RETRYABLE, "OUT_OF_LUCK");
            afterTheRetryDelay();
        }

        assertThat(farm.jobs).hasSize(FarmSettings.DEFAULT.maxAttempts());
        assertThat(farm.deadLetters)
                .singleElement()
                .satisfies(failure -> assertThat(failure.getCode()).isEqualTo("OUT_OF_LUCK"));
        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_FAILED);
    }

    @Test
    void aWinnerWhoseFramesTheStitcherCannotUseIsRenderedAgain() {
        farm.rendered(job, "w1");
        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_STITCHING);

        farm.damaged(job, "w1");
        afterTheRetryDelay();

        assertThat(farm.lastJob().getDispatch()).isEqualTo(2);
        assertThat(farm.lastJob().getAvoidWorkersList()).containsExactly("w1");
        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_RENDERING);
        assertThat(farm.status("r1").getFramesRendered()).isZero();
        farm.rendered(farm.lastJob(), "w2");
        assertThat(winners()).startsWith("w1", "w2").endsWith("w2");
        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_STITCHING);
    }

    @Test
    void aVideoThatWasReadyWhileASegmentWasRenderedAgainIsAskedForOnceMore() {
        farm.rendered(job, "w1");
        farm.damaged(job, "w1");
        farm.videoReady("r1", 16); // the stitcher was restarted, and could read the frames after all
        afterTheRetryDelay();
        farm.assembly.clear();

        farm.rendered(farm.lastJob(), "w2");

        assertThat(farm.assembly)
                .extracting(AssemblyCommand::getCommandCase)
                .contains(AssemblyCommand.CommandCase.PLAN)
                .endsWith(AssemblyCommand.CommandCase.SEGMENT_WON);
    }

    @Test
    void aLosersDamageIsNoReasonToRenderAgain() {
        farm.rendered(job, "w1");

        farm.damaged(job, "w2");
        afterTheRetryDelay();

        assertThat(farm.jobs).hasSize(1);
        assertThat(farm.notes).contains(Notable.RESULT_STALE);
    }

    @Test
    void aFailureForgedInTheNameOfTheWinnerUndoesNothing() {
        farm.rendered(job, "w1");

        farm.failed(job, "w1", Category.CATEGORY_USER, "FORGED");
        farm.videoReady("r1", 16);

        assertThat(farm.notes).contains(Notable.RESULT_DUPLICATE);
        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_DONE);
    }

    @Test
    void aRenderThatCouldNotBeStitchedIsStitchedAgainWithoutRendering() {
        farm.rendered(job, "w1");
        farm.event(FarmEvent.newBuilder()
                .setVideoFailed(VideoFailed.newBuilder()
                        .setRenderId("r1")
                        .setFailure(Failure.newBuilder().setCode("VIDEO_NOT_WRITTEN"))));
        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_FAILED);
        farm.assembly.clear();

        farm.command("r1", RenderCommand.newBuilder().setRetry(Retry.getDefaultInstance()));

        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_STITCHING);
        assertThat(farm.assembly)
                .extracting(AssemblyCommand::getCommandCase)
                .containsExactly(AssemblyCommand.CommandCase.PLAN, AssemblyCommand.CommandCase.SEGMENT_WON);
        assertThat(farm.jobs).hasSize(1);
        farm.videoReady("r1", 16);
        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_DONE);
    }

    @Test
    void aVideoThatIsReadyAfterTheCancelIsTakenBack() {
        farm.rendered(job, "w1");
        farm.command("r1", RenderCommand.newBuilder().setCancel(Cancel.getDefaultInstance()));
        farm.assembly.clear();
        farm.restart();

        farm.videoReady("r1", 16);

        assertThat(farm.assembly)
                .extracting(AssemblyCommand::getCommandCase)
                .containsExactly(AssemblyCommand.CommandCase.ABANDON);
        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_CANCELLED);
    }

    @Test
    void aRetryGivesEveryFailedSegmentFreshAttempts() {
        farm.failed(job, "w1", Category.CATEGORY_BUG, "ASSERTION");

        farm.command("r1", RenderCommand.newBuilder().setRetry(Retry.getDefaultInstance()));
        farm.pass(Duration.ofSeconds(1));

        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_RENDERING);
        farm.rendered(farm.lastJob(), "w1");
        farm.videoReady("r1", 16);
        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_DONE);
    }

    @Test
    void waitingForResourcesCountsAsNoFailedAttempt() {
        for (int i = 0; i < 10; i++) {
            farm.failed(farm.lastJob(), "w1", Category.CATEGORY_RESOURCES, "OUT_OF_MEMORY");
            afterTheRetryDelay();
        }

        assertThat(farm.jobs).hasSize(11);
        farm.rendered(farm.lastJob(), "w1");
        assertThat(winners()).containsExactly("w1");
    }

    @Test
    void aBugIsNotTriedAgain() {
        farm.failed(job, "w1", Category.CATEGORY_BUG, "ASSERTION");
        afterTheRetryDelay();

        assertThat(farm.jobs).hasSize(1);
        assertThat(farm.deadLetters).hasSize(1);
    }

    @Test
    void aSegmentThatBringsItsWorkersDownIsGivenUp() {
        farm.step(new FarmInput.JobDeadLettered(job));

        assertThat(farm.status("r1").getFailure().getCode()).isEqualTo("POISON_SEGMENT");
    }

    @Test
    void aDeadLetterOfAnEarlierDispatchChangesNothing() {
        farm.failed(job, "w1", Category.CATEGORY_RETRYABLE, "OUT_OF_LUCK");
        afterTheRetryDelay();
        farm.step(new FarmInput.JobDeadLettered(job));

        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_QUEUED);
    }

    @Test
    void theFailureOfAZombieDoesNotDisturbItsSuccessor() {
        farm.started(job, "w1");
        farm.started(job, "w2"); // the broker has delivered it again
        farm.failed(job, "w1", Category.CATEGORY_BUG, "ASSERTION");
        assertThat(farm.notes).contains(Notable.RESULT_STALE);

        farm.rendered(job, "w2");
        assertThat(winners()).containsExactly("w2");
    }

    @Test
    void aResultWithMissingFramesIsNotOne() {
        farm.started(job, "w1");
        farm.event(FarmEvent.newBuilder()
                .setSegmentRendered(FarmFixture.result(job, "w1").removeFrames(3)));
        afterTheRetryDelay();

        assertThat(winners()).isEmpty();
        assertThat(farm.lastJob().getDispatch()).isEqualTo(2);
        assertThat(farm.lastJob().getAvoidWorkersList()).containsExactly("w1");
    }

    @Test
    void aForgedMisfitOfAnotherDispatchHarmsNobody() {
        SegmentJob forged = job.toBuilder().setDispatch(7).build();
        farm.event(FarmEvent.newBuilder()
                .setSegmentRendered(FarmFixture.result(forged, "liar").removeFrames(3)));

        assertThat(farm.notes).contains(Notable.RESULT_STALE).doesNotContain(Notable.SEGMENT_RETRIED);
        farm.rendered(job, "w1");
        assertThat(winners()).containsExactly("w1");
    }

    @Test
    void aForgedResultOfADispatchThatNeverWasDoesNotWin() {
        SegmentJob forged = job.toBuilder().setDispatch(7).build();
        farm.rendered(forged, "liar");

        assertThat(winners()).isEmpty();
        assertThat(farm.notes).contains(Notable.RESULT_STALE);
        farm.rendered(job, "w1");
        assertThat(winners()).containsExactly("w1");
    }

    @Test
    void aSilentWorkersSegmentIsLeftToTheBrokerFirst() {
        farm.started(job, "w1");
        pass(Duration.ofSeconds(11), "w2");
        assertThat(farm.notes).contains(Notable.SEGMENT_LOST);
        farm.started(job, "w2");
        pass(Duration.ofSeconds(9), "w2");
        farm.rendered(job, "w2");

        assertThat(farm.jobs).hasSize(1);
        assertThat(winners()).containsExactly("w2");
    }

    @Test
    void whenTheBrokerDoesNotDeliverAgainTheSegmentIsDispatchedAnew() {
        farm.started(job, "w1");
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofSeconds(5), "w2");
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
            pass(Duration.ofSeconds(9), "w2");
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
            pass(Duration.ofSeconds(9), "w2");
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

    @Test
    void aRestartInTheMiddleKeepsEverything() {
        farm.submit("r2", "bob", 48);
        farm.started(job, "w1");
        farm.failed(job, "w1", Category.CATEGORY_RETRYABLE, "OUT_OF_LUCK");
        farm.rendered(farm.jobs.get(1), "w2");
        farm.restart();
        int before = farm.jobs.size();
        farm.pass(Duration.ofSeconds(2));
        assertThat(farm.jobs).hasSize(before);

        farm.worker("w1", "w2");
        for (int next = 2; next < farm.jobs.size(); next++) {
            farm.rendered(farm.jobs.get(next), "w2");
        }
        farm.videoReady("r1", 16);
        farm.videoReady("r2", 48);

        assertThat(farm.statuses.values())
                .extracting(status -> status.getState())
                .containsOnly(RenderState.RENDER_STATE_DONE);
        assertThat(winners()).hasSize(4);
    }

    @Test
    void aResultForgedBeforeItsRequestDoesNotWin() {
        farm.restartEmpty();
        farm.rendered(job.toBuilder().setDispatch(93).build(), "liar");
        farm.assembly.clear();
        farm.submit("r1", "ann", 16);

        assertThat(winners()).isEmpty();
        assertThat(farm.notes).contains(Notable.EVENT_DROPPED);
    }

    @Test
    void anEventOfARenderThatNobodyHasAskedForIsDroppedAndCounted() {
        farm.videoReady("nobody", 16);

        assertThat(farm.notes).containsOnlyOnce(Notable.EVENT_DROPPED);
        assertThat(farm.state).doesNotContainKey("render/nobody");
    }

    private void afterTheRetryDelay() {
        for (int i = 0; i < 7; i++) {
            pass(Duration.ofSeconds(9), "w1", "w2");
        }
    }

    private void pass(Duration time, String... alive) {
        farm.pass(time);
        farm.worker(alive);
    }

    private List<String> winners() {
        return farm.assembly.stream()
                .filter(AssemblyCommand::hasSegmentWon)
                .map(command -> command.getSegmentWon().getAttempt().getWorker())
                .toList();
    }
}
