package io.framefarm.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.Cancel;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.SegmentJob;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of attempts that come twice, come too late or are forged. */
class FencingTest {
    private final FarmFixture farm = new FarmFixture();
    private final SegmentJob job = farm.oneSegment();

    @Test
    void theFirstValidResultWinsAndTheSecondIsCounted() {
        farm.rendered(job, "w1");
        farm.rendered(job, "w2");

        assertThat(farm.winners()).containsExactly("w1");
        assertThat(farm.notes).contains(Notable.RESULT_DUPLICATE);
    }

    @Test
    void aResultOfASupersededDispatchIsDropped() {
        farm.failed(job, "w1", Category.CATEGORY_RETRYABLE, "OUT_OF_LUCK");
        farm.passTheRetryDelay("w1", "w2");
        farm.rendered(job, "w1");

        assertThat(farm.lastJob().getDispatch()).isEqualTo(2);
        assertThat(farm.winners()).isEmpty();
        assertThat(farm.notes).contains(Notable.RESULT_STALE);

        farm.rendered(farm.lastJob(), "w2");
        assertThat(farm.winners()).containsExactly("w2");
    }

    @Test
    void aResultThatComesWhileTheNextDispatchIsNotOutStillWins() {
        farm.failed(job, "w1", Category.CATEGORY_RETRYABLE, "OUT_OF_LUCK");
        farm.rendered(job, "w2");
        farm.passTheRetryDelay("w1", "w2");

        assertThat(farm.winners()).containsExactly("w2");
        assertThat(farm.jobs).hasSize(1);
    }

    @Test
    void aWinnerWhoseFramesTheStitcherCannotUseIsRenderedAgain() {
        farm.rendered(job, "w1");
        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_STITCHING);

        farm.damaged(job, "w1");
        farm.passTheRetryDelay("w1", "w2");

        assertThat(farm.lastJob().getDispatch()).isEqualTo(2);
        assertThat(farm.lastJob().getAvoidWorkersList()).containsExactly("w1");
        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_RENDERING);
        assertThat(farm.status("r1").getFramesRendered()).isZero();
        farm.rendered(farm.lastJob(), "w2");
        assertThat(farm.winners()).startsWith("w1", "w2").endsWith("w2");
        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_STITCHING);
    }

    @Test
    void aVideoThatWasReadyWhileASegmentWasRenderedAgainIsAskedForOnceMore() {
        farm.rendered(job, "w1");
        farm.damaged(job, "w1");
        farm.videoReady("r1", 16); // the stitcher was restarted, and could read the frames after all
        farm.passTheRetryDelay("w1", "w2");
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
        farm.passTheRetryDelay("w1", "w2");

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
    void aDeadLetterOfAnEarlierDispatchChangesNothing() {
        farm.failed(job, "w1", Category.CATEGORY_RETRYABLE, "OUT_OF_LUCK");
        farm.passTheRetryDelay("w1", "w2");
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
        assertThat(farm.winners()).containsExactly("w2");
    }

    @Test
    void aResultWithMissingFramesIsNotOne() {
        farm.started(job, "w1");
        farm.event(FarmEvent.newBuilder()
                .setSegmentRendered(FarmFixture.result(job, "w1").removeFrames(3)));
        farm.passTheRetryDelay("w1", "w2");

        assertThat(farm.winners()).isEmpty();
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
        assertThat(farm.winners()).containsExactly("w1");
    }

    @Test
    void aForgedResultOfADispatchThatNeverWasDoesNotWin() {
        SegmentJob forged = job.toBuilder().setDispatch(7).build();
        farm.rendered(forged, "liar");

        assertThat(farm.winners()).isEmpty();
        assertThat(farm.notes).contains(Notable.RESULT_STALE);
        farm.rendered(job, "w1");
        assertThat(farm.winners()).containsExactly("w1");
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
        assertThat(farm.winners()).hasSize(4);
    }

    @Test
    void aResultForgedBeforeItsRequestDoesNotWin() {
        farm.restartEmpty();
        farm.rendered(job.toBuilder().setDispatch(93).build(), "liar");
        farm.assembly.clear();
        farm.submit("r1", "ann", 16);

        assertThat(farm.winners()).isEmpty();
        assertThat(farm.notes).contains(Notable.EVENT_DROPPED);
    }

    @Test
    void anEventOfARenderThatNobodyHasAskedForIsDroppedAndCounted() {
        farm.videoReady("nobody", 16);

        assertThat(farm.notes).containsOnlyOnce(Notable.EVENT_DROPPED);
        assertThat(farm.state).doesNotContainKey("render/nobody");
    }
}
