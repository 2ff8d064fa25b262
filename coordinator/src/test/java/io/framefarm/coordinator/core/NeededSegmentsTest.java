package io.framefarm.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.FailureCodes;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.LatentInput;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.SegmentJob;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Segments that need others of their shot. */
class NeededSegmentsTest {

    private final FarmFixture farm = new FarmFixture();

    @Test
    void aChainedSegmentIsDispatchedWhenTheOneBeforeItIsDone() {
        farm.worker("w1", "w2", "w3");
        farm.submit("r1", request(Continuity.CONTINUITY_CHAIN, 40));

        assertThat(farm.jobNames()).containsExactly("r1/0/0#1");
        farm.started(farm.lastJob(), "w1");
        assertThat(farm.jobNames()).hasSize(1);
        farm.rendered(farm.lastJob(), "w1");

        assertThat(farm.jobNames()).containsExactly("r1/0/0#1", "r1/0/1#1");
    }

    @Test
    void aJobNamesTheLatentsThatItsSegmentNeeds() {
        farm.worker("w1");
        farm.submit("r1", request(Continuity.CONTINUITY_CHAIN, 40));
        SegmentJob first = farm.lastJob();
        farm.rendered(first, "w1");

        SegmentJob second = farm.lastJob();

        assertThat(second.getLatentsList()).containsExactly(FarmFixture.latents(first, "w1"));
        assertThat(second.getRecipe().getInputsList())
                .extracting(LatentInput::getSha256)
                .containsExactly(FarmFixture.latents(first, "w1").getSha256());
    }

    @Test
    void everySegmentOfAFusedShotFollowsThoseThatItNeedsEvenAfterARestart() {
        farm.worker("w1", "w2");
        farm.submit("r1", request(Continuity.CONTINUITY_FUSED, 100));
        Set<Integer> done = new HashSet<>();
        for (int next = 0; next < farm.jobs.size(); next++) {
            SegmentJob job = farm.jobs.get(next);
            assertThat(job.getRecipe().getInputsList())
                    .allMatch(input -> done.contains(input.getSegment())
                            && !input.getSha256().isEmpty());
            farm.rendered(job, "w1");
            done.add(job.getRef().getSegment());
            if (next % 5 == 0) {
                farm.restart();
                farm.worker("w1", "w2");
            }
        }

        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_STITCHING);
        assertThat(farm.status("r1").getFramesRendered()).isEqualTo(100);
    }

    @Test
    void theStitcherHearsOnlyOfSegmentsThatGiveFrames() {
        farm.worker("w1");
        farm.submit("r1", request(Continuity.CONTINUITY_FUSED, 32));
        farm.renderAll("w1");

        assertThat(farm.assembly.stream().filter(AssemblyCommand::hasSegmentWon))
                .hasSize(2)
                .allMatch(command -> command.getSegmentWon().getFramesCount() == 16);
    }

    @Test
    void aResultWithoutTheLatentsThatOthersNeedIsInvalid() {
        farm.worker("w1");
        farm.submit("r1", request(Continuity.CONTINUITY_CHAIN, 40));
        SegmentJob job = farm.lastJob();
        farm.started(job, "w1");
        farm.event(FarmEvent.newBuilder()
                .setSegmentRendered(FarmFixture.result(job, "w1").clearLatents()));

        assertThat(farm.notes).contains(Notable.RESULT_INVALID, Notable.SEGMENT_RETRIED);
        assertThat(farm.jobNames()).containsExactly("r1/0/0#1");
    }

    @Test
    void latentsThatAreGoneAreRenderedAgainBeforeTheSegmentThatNeedsThem() {
        farm.worker("w1", "w2");
        farm.submit("r1", request(Continuity.CONTINUITY_CHAIN, 40));
        SegmentJob first = farm.lastJob();
        farm.rendered(first, "w1");
        SegmentJob second = farm.lastJob();
        farm.started(second, "w2");
        farm.failed(second, "w2", Category.CATEGORY_RETRYABLE, FailureCodes.LATENTS_GONE);
        farm.pass(Duration.ofSeconds(1));

        assertThat(farm.jobNames()).containsExactly("r1/0/0#1", "r1/0/1#1", "r1/0/0#2");
        farm.rendered(farm.lastJob(), "w2");

        assertThat(farm.jobNames()).last().isEqualTo("r1/0/1#2");
        assertThat(farm.lastJob().getLatentsList()).containsExactly(FarmFixture.latents(first, "w2"));
        farm.renderAll("w1");
        assertThat(farm.status("r1").getState()).isEqualTo(RenderState.RENDER_STATE_STITCHING);
    }

    private static RenderRequest request(Continuity continuity, int frames) {
        return FarmFixture.request("p", frames)
                .setContinuity(continuity)
                .setSampling(Sampling.newBuilder().setSteps(2))
                .build();
    }
}
