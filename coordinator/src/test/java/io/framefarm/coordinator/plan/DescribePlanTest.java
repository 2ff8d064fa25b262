package io.framefarm.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.Windows;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.PlanReport;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.SegmentKind;
import io.framefarm.protocol.v1.SegmentReport;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.Transition;
import org.junit.jupiter.api.Test;

class DescribePlanTest {

    @Test
    void aPlanSaysWhatEachSegmentDoesAndNeeds() {
        PlanReport plan = DescribePlan.of(request(Continuity.CONTINUITY_OVERLAP, 28), 40);

        assertThat(plan.getJobs()).isEqualTo(3);
        SegmentReport seam = plan.getShots(0).getSegments(2);
        assertThat(seam.getKind()).isEqualTo(SegmentKind.SEGMENT_KIND_BLEND);
        assertThat(seam.getFrames()).isEqualTo(Windows.of(10, 8));
        assertThat(seam.getNeedsList()).containsExactly(0, 1);
        assertThat(plan.getWork().getFrameSteps()).isEqualTo(2 * 16 * 4 + 16 * 2);
        assertThat(plan.getWork().getDecodedFrames()).isEqualTo(28);
    }

    @Test
    void aChainTakesAsLongAsAllItsSegmentsAndACutAsItsLongest() {
        PlanReport chain = DescribePlan.of(request(Continuity.CONTINUITY_CHAIN, 64), 40);
        PlanReport cut = DescribePlan.of(request(Continuity.CONTINUITY_CUT, 64), 40);

        assertThat(chain.getWork().getShortestSeconds())
                .isCloseTo(chain.getWork().getGpuSeconds(), within(1e-9));
        assertThat(cut.getWork().getShortestSeconds()).isCloseTo(cut.getWork().getGpuSeconds() / 4, within(1e-9));
    }

    @Test
    void theEstimateIsThatOfTheMeasuredNetworks() {
        PlanReport plan = DescribePlan.of(
                request(Continuity.CONTINUITY_CUT, 16).toBuilder()
                        .setWidth(256)
                        .setHeight(256)
                        .build(),
                1);

        assertThat(plan.getWork().getGpuSeconds()).isCloseTo(4 * 4.061 + 16 * 0.622, within(1e-9));
    }

    @Test
    void aDraftIsSampledAsWellAndDecodedForLess() {
        RenderRequest whole = request(Continuity.CONTINUITY_CUT, 16).toBuilder()
                .setWidth(256)
                .setHeight(256)
                .build();
        PlanReport draft = DescribePlan.of(whole.toBuilder().setDraft(true).build(), 1);

        assertThat(draft.getWork().getGpuSeconds()).isCloseTo(4 * 4.061 + 16 * 0.035, within(1e-9));
        assertThat(draft.getWork().getDecodedFrames())
                .isEqualTo(DescribePlan.of(whole, 1).getWork().getDecodedFrames());
    }

    @Test
    void guidanceDoublesTheSteps() {
        RenderRequest.Builder guided = request(Continuity.CONTINUITY_CUT, 16).toBuilder();
        guided.getSamplingBuilder().setGuidance(7.5f);

        assertThat(DescribePlan.of(guided.build(), 40).getWork().getFrameSteps())
                .isEqualTo(2
                        * DescribePlan.of(request(Continuity.CONTINUITY_CUT, 16), 40)
                                .getWork()
                                .getFrameSteps());
    }

    @Test
    void stepsThatTheRequestLeavesToThePackAreAssumed() {
        RenderRequest open = request(Continuity.CONTINUITY_CUT, 16).toBuilder()
                .clearSampling()
                .build();

        assertThat(DescribePlan.of(open, 40).getShots(0).getStepsAssumed()).isTrue();
        assertThat(DescribePlan.of(open, 40).getShots(0).getSteps()).isEqualTo(4);
    }

    @Test
    void crossfadesAreTakenOffTheVideo() {
        RenderRequest.Builder fading = request(Continuity.CONTINUITY_CUT, 16).toBuilder();
        fading.getShotsBuilder(0).setTransition(Transition.newBuilder().setCrossfadeFrames(4));
        fading.addShots(Shot.newBuilder().setPrompt("a dog").setFrames(16));

        assertThat(DescribePlan.of(fading.build(), 40).getVideoFrames()).isEqualTo(28);
    }

    @Test
    void aBadRequestHasNoPlan() {
        assertThatThrownBy(() -> DescribePlan.of(request(Continuity.CONTINUITY_CUT, 0), 40))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("shots[0].frames");
    }

    private static RenderRequest request(Continuity continuity, int frames) {
        return RenderRequest.newBuilder()
                .setModel("reference")
                .setWidth(64)
                .setHeight(64)
                .setSampling(Sampling.newBuilder().setSteps(4))
                .addShots(Shot.newBuilder().setPrompt("a cat").setFrames(frames).setContinuity(continuity))
                .build();
    }
}
