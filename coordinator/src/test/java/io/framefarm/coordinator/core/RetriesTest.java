package io.framefarm.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.Retry;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.VideoFailed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of attempts that fail. */
class RetriesTest {
    private final FarmFixture farm = new FarmFixture();
    private final SegmentJob job = farm.oneSegment();

    @Test
    void aRetryAvoidsTheWorkerThatFailedWhileOthersLive() {
        farm.failed(job, "w1", Category.CATEGORY_RETRYABLE, "OUT_OF_LUCK");
        farm.passTheRetryDelay("w1", "w2");
        assertThat(farm.lastJob().getAvoidWorkersList()).containsExactly("w1");

        farm.failed(farm.lastJob(), "w2", Category.CATEGORY_RETRYABLE, "OUT_OF_LUCK");
        farm.passTheRetryDelay("w1", "w2");
        assertThat(farm.lastJob().getAvoidWorkersList()).isEmpty();
    }

    @Test
    void retriesEndWithADeadLetterAndTheLastReason() {
        for (int i = 0; i < FarmSettings.DEFAULT.maxAttempts(); i++) {
            farm.failed(farm.lastJob(), "w1", Category.CATEGORY_RETRYABLE, "OUT_OF_LUCK");
            farm.passTheRetryDelay("w1", "w2");
        }

        assertThat(farm.jobs).hasSize(FarmSettings.DEFAULT.maxAttempts());
        assertThat(farm.deadLetters)
                .singleElement()
                .satisfies(failure -> assertThat(failure.getCode()).isEqualTo("OUT_OF_LUCK"));
        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_FAILED);
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
            farm.passTheRetryDelay("w1", "w2");
        }

        assertThat(farm.jobs).hasSize(11);
        farm.rendered(farm.lastJob(), "w1");
        assertThat(farm.winners()).containsExactly("w1");
    }

    @Test
    void aBugIsNotTriedAgain() {
        farm.failed(job, "w1", Category.CATEGORY_BUG, "ASSERTION");
        farm.passTheRetryDelay("w1", "w2");

        assertThat(farm.jobs).hasSize(1);
        assertThat(farm.deadLetters).hasSize(1);
    }

    @Test
    void aSegmentThatBringsItsWorkersDownIsGivenUp() {
        farm.step(new FarmInput.JobDeadLettered(job));

        assertThat(farm.status("r1").getFailure().getCode()).isEqualTo("POISON_SEGMENT");
    }
}
