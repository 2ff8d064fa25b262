package io.framefarm.coordinator.core;

import static io.framefarm.coordinator.core.FarmFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.AssemblyCommand.CommandCase;
import io.framefarm.protocol.v1.Cancel;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.ChangePriority;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.Pause;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RequeueSegment;
import io.framefarm.protocol.v1.Resume;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.StateRecord;
import io.framefarm.protocol.v1.VideoFailed;
import io.framefarm.protocol.v1.VideoProgress;
import io.framefarm.protocol.v1.WorkerState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FarmTest {
    private final FarmFixture farm = new FarmFixture();

    @Test
    void aRenderGoesFromRequestToVideo() {
        farm.worker("w1");
        farm.submit("r1", "ann", 40);
        assertThat(state("r1")).isEqualTo(RenderState.RENDER_STATE_QUEUED);

        farm.renderAll("w1");

        assertThat(farm.jobNames()).containsExactly("r1/0/0#1", "r1/0/1#1", "r1/0/2#1");
        assertThat(state("r1")).isEqualTo(RenderState.RENDER_STATE_STITCHING);
        assertThat(farm.assembly)
                .extracting(command -> command.getCommandCase())
                .containsExactly(
                        CommandCase.PLAN, CommandCase.SEGMENT_WON, CommandCase.SEGMENT_WON, CommandCase.SEGMENT_WON);

        farm.videoReady("r1", 40);

        assertThat(state("r1")).isEqualTo(RenderState.RENDER_STATE_DONE);
        assertThat(farm.status("r1").getVideo().getKey()).isEqualTo("r1.mp4");
        assertThat(farm.status("r1").getFramesRendered()).isEqualTo(40);
        assertThat(farm.state).containsOnlyKeys("render/r1");
    }

    @Test
    void jobsCarryCompleteRecipes() {
        farm.worker("w1");
        farm.submit("r1", "ann", 24);

        SegmentJob second = farm.jobs.get(1);
        assertThat(second.getRecipe().getFirstFrame()).isEqualTo(16);
        assertThat(second.getRecipe().getFrames()).isEqualTo(8);
        assertThat(second.getRecipe().getModel()).isEqualTo("reference");
        assertThat(second.getRecipe().getPrompts(0).getPrompt()).isEqualTo("a cat");
        assertThat(second.getDispatchedAtMs()).isEqualTo(farm.now().toEpochMilli());
    }

    @Test
    void anInvalidRequestFailsWithEveryProblemAndReachesNobody() {
        farm.worker("w1");
        farm.submit("r1", request("ann", 0).setFps(99).build());

        assertThat(state("r1")).isEqualTo(RenderState.RENDER_STATE_FAILED);
        assertThat(farm.status("r1").getFailure().getCategory()).isEqualTo(Category.CATEGORY_USER);
        assertThat(farm.status("r1").getFailure().getMessage())
                .isEqualTo("fps: 99 is above 60 (allowed: 0 to 60)\n"
                        + "shots[0].frames: 0 is below 1 (allowed: 1 to 4096)");
        assertThat(farm.jobs).isEmpty();
        assertThat(farm.assembly).isEmpty();
    }

    @Test
    void aRepeatedSubmitChangesNothing() {
        farm.worker("w1");
        farm.submit("r1", "ann", 16);
        farm.submit("r1", "bob", 160);

        assertThat(farm.jobs).hasSize(1);
        assertThat(farm.status("r1").getProducer()).isEqualTo("ann");
        assertThat(farm.notes).contains(Notable.SUBMIT_REPEATED);
    }

    @Test
    void aCancelCallsBackWhatIsUnderWayAndNothingFollows() {
        farm.worker("w1");
        farm.submit("r1", "ann", 160);
        farm.started(farm.jobs.get(0), "w1");
        farm.command(
                "r1", RenderCommand.newBuilder().setCancel(Cancel.newBuilder().setReason("enough")));
        int dispatched = farm.jobs.size();
        farm.rendered(farm.jobs.get(0), "w1");
        farm.videoReady("r1", 160);

        assertThat(state("r1")).isEqualTo(RenderState.RENDER_STATE_CANCELLED);
        assertThat(farm.revocations).singleElement().satisfies(revocation -> {
            assertThat(revocation.getReason()).isEqualTo("enough");
            assertThat(revocation.getRevokedAtMs())
                    .isGreaterThanOrEqualTo(farm.lastJob().getDispatchedAtMs());
        });
        assertThat(farm.assembly)
                .last()
                .satisfies(command -> assertThat(command.hasAbandon()).isTrue());
        assertThat(farm.jobs).hasSize(dispatched);
        assertThat(farm.notes).contains(Notable.RESULT_LATE);
        assertThat(farm.load().inFlightSegments()).isEmpty();
    }

    @Test
    void aCancelIsSavedBeforeOthersTakeTheFreedPlaces() {
        farm.worker("w1");
        farm.submit("r1", "ann", 160);
        farm.submit("r2", "ann", 160);
        int before = farm.saved.size();

        farm.command("r1", RenderCommand.newBuilder().setCancel(Cancel.getDefaultInstance()));

        assertThat(farm.saved.subList(before, farm.saved.size()))
                .extracting(StateRecord::getEntityCase)
                .startsWith(StateRecord.EntityCase.RENDER, StateRecord.EntityCase.SEGMENT);
    }

    @Test
    void aPausedRenderFinishesWhatIsUnderWayAndResumesWhereItWas() {
        farm.worker("w1");
        farm.submit("r1", "ann", 64);
        farm.command("r1", RenderCommand.newBuilder().setPause(Pause.getDefaultInstance()));
        farm.rendered(farm.jobs.get(0), "w1");
        farm.rendered(farm.jobs.get(1), "w1");
        assertThat(farm.jobs).hasSize(2);
        assertThat(state("r1")).isEqualTo(RenderState.RENDER_STATE_PAUSED);
        farm.pass(Duration.ofSeconds(1));
        assertThat(farm.status("r1").getWaitingFor()).isEqualTo("a resume");

        farm.worker("w1");
        farm.command("r1", RenderCommand.newBuilder().setResume(Resume.getDefaultInstance()));

        assertThat(state("r1")).isEqualTo(RenderState.RENDER_STATE_RENDERING);
        assertThat(farm.jobs).hasSize(4);
    }

    @Test
    void aHigherPriorityActsOnTheVeryNextSegment() {
        farm.worker("w1");
        farm.submit("r1", "ann", 160);
        farm.submit("r2", "ann", 160);
        farm.command(
                "r2",
                RenderCommand.newBuilder()
                        .setChangePriority(ChangePriority.newBuilder().setPriority(5)));
        farm.rendered(farm.jobs.get(0), "w1");
        farm.pass(Duration.ofSeconds(1));

        assertThat(FarmFixture.name(farm.lastJob().getRef())).isEqualTo("r2/0/0");
        assertThat(farm.status("r2").getPriority()).isEqualTo(5);
    }

    @Test
    void nothingIsDispatchedBeyondTheWindow() {
        farm.worker("w1", "w2", "w3");
        farm.submit("r1", "ann", 1600);

        assertThat(farm.jobs).hasSize(6);
        assertThat(farm.load().waitingSegments()).isEqualTo(94);
        assertThat(farm.load().inFlightSegments()).containsEntry("default", 6);
    }

    @Test
    void withoutAWorkerThatHasTheModelItWaitsAndSaysSo() {
        farm.submit("r1", "ann", 16);
        assertThat(farm.status("r1").getWaitingFor()).isEqualTo("a worker; none is alive");

        farm.step(new FarmInput.HeartbeatReceived(farm.heartbeat("w1")
                .clearPacks()
                .addPacks("other")
                .setState(WorkerState.WORKER_STATE_IDLE)
                .build()));
        farm.pass(Duration.ofSeconds(1));
        assertThat(farm.status("r1").getWaitingFor())
                .isEqualTo("a worker that has the model `reference`; none of the 1 alive has it");
        assertThat(farm.jobs).isEmpty();

        farm.worker("w2");
        assertThat(farm.jobs).hasSize(1);
    }

    @Test
    void aDrainingWorkerMakesNoRoom() {
        farm.worker("w1");
        farm.step(new FarmInput.HeartbeatReceived(
                farm.heartbeat("w1").setState(WorkerState.WORKER_STATE_DRAINING).build()));
        farm.submit("r1", "ann", 16);

        assertThat(farm.jobs).isEmpty();
    }

    @Test
    void aFailedRenderOpensAgainWhenItsSegmentIsRequeued() {
        farm.worker("w1");
        farm.submit("r1", "ann", 64);
        farm.rendered(farm.jobs.get(0), "w1");
        SegmentJob failing = farm.jobs.get(1);
        farm.started(failing, "w1");
        farm.failed(failing, "w1", Category.CATEGORY_USER, "PROMPT_REFUSED");
        assertThat(state("r1")).isEqualTo(RenderState.RENDER_STATE_FAILED);
        assertThat(farm.status("r1").getFailure().getMessage()).isEqualTo("shot 0, segment 1: it broke");
        long revokedAt = farm.revocations.get(0).getRevokedAtMs();

        farm.restart();
        farm.worker("w1");
        farm.assembly.clear();
        farm.command(
                "r1",
                RenderCommand.newBuilder()
                        .setRequeueSegment(RequeueSegment.newBuilder().setSegment(1)));

        assertThat(state("r1")).isEqualTo(RenderState.RENDER_STATE_RENDERING);
        assertThat(farm.assembly)
                .extracting(command -> command.getCommandCase())
                .containsExactly(CommandCase.PLAN, CommandCase.SEGMENT_WON);
        assertThat(farm.jobNames()).endsWith("r1/0/1#2", "r1/0/2#2");
        assertThat(farm.lastJob().getDispatchedAtMs()).isGreaterThan(revokedAt);
        farm.jobs.subList(0, farm.jobs.size() - 2).clear();
        farm.renderAll("w1");
        farm.videoReady("r1", 64);
        assertThat(state("r1")).isEqualTo(RenderState.RENDER_STATE_DONE);
    }

    @Test
    void aCommandThatThePhaseDoesNotAllowIsIgnored() {
        farm.worker("w1");
        farm.submit("r1", "ann", 16);
        farm.renderAll("w1");
        farm.command("r1", RenderCommand.newBuilder().setPause(Pause.getDefaultInstance()));
        farm.command("r1", RenderCommand.newBuilder().setRequeueSegment(RequeueSegment.getDefaultInstance()));
        farm.command("r1", RenderCommand.newBuilder());
        farm.command("r9", RenderCommand.newBuilder().setResume(Resume.getDefaultInstance()));
        farm.command("../etc", RenderCommand.newBuilder().setSubmit(request("ann", 16)));

        assertThat(state("r1")).isEqualTo(RenderState.RENDER_STATE_STITCHING);
        assertThat(farm.notes.stream().filter(Notable.COMMAND_IGNORED::equals)).hasSize(5);
        assertThat(farm.jobs).hasSize(1);
    }

    @Test
    void theStitchersReportsMoveTheRender() {
        farm.worker("w1");
        farm.submit("r1", "ann", 16);
        farm.videoReady("r1", 16);
        assertThat(farm.notes).contains(Notable.RESULT_INVALID);
        farm.renderAll("w1");
        farm.event(FarmEvent.newBuilder()
                .setVideoProgress(VideoProgress.newBuilder().setRenderId("r1").setFramesEncoded(9)));
        farm.pass(Duration.ofSeconds(1));
        assertThat(farm.status("r1").getFramesEncoded()).isEqualTo(9);

        farm.event(
                FarmEvent.newBuilder().setVideoFailed(VideoFailed.newBuilder().setRenderId("r1")));
        assertThat(state("r1")).isEqualTo(RenderState.RENDER_STATE_FAILED);
    }

    @Test
    void statusesOfABusyRenderAreSpacedOut() {
        farm.worker("w1", "w2", "w3", "w4");
        farm.submit("r1", "ann", 1600);
        farm.renderAll("w1");

        assertThat(farm.statusesPublished).isLessThan(10);
        assertThat(farm.status("r1").getFramesRendered()).isEqualTo(1600);
    }

    @Test
    void endedRendersExpireAndLeaveNothingBehind() {
        farm.worker("w1");
        farm.submit("done", "ann", 16);
        farm.renderAll("w1");
        farm.videoReady("done", 16);
        farm.submit("failed", "ann", 32);
        farm.failed(farm.lastJob(), "w1", Category.CATEGORY_USER, "NO");
        farm.submit("invalid", "ann", 0);
        farm.restart();

        farm.pass(Duration.ofHours(25));

        assertThat(farm.state).isEmpty();
        assertThat(farm.statuses).isEmpty();
    }

    @Test
    void twoShotsBecomeSegmentsOfBoth() {
        farm.worker("w1");
        farm.submit(
                "r1",
                request("ann", 16)
                        .addShots(Shot.newBuilder().setPrompt("a dog").setFrames(17))
                        .build());
        farm.renderAll("w1");

        assertThat(farm.jobNames()).containsExactly("r1/0/0#1", "r1/1/0#1", "r1/1/1#1");
        assertThat(farm.assembly.get(0).getPlan().getShotsList())
                .extracting(shot -> shot.getWindowsCount())
                .containsExactly(1, 2);
    }

    private RenderState state(String id) {
        return farm.status(id).getState();
    }
}
