package io.framefarm.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.Windows;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.LoraUse;
import io.framefarm.protocol.v1.PromptAt;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Sampler;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.Transition;
import io.framefarm.protocol.v1.VideoFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanSegmentsTest {

    @Test
    void theLastWindowIsPulledBackToAFullOneAndGivesOnlyNewFrames() {
        List<PlannedSegment> segments = CutShot.plan(17);

        assertThat(segments).extracting(PlannedSegment::window).containsExactly(Windows.of(0, 16), Windows.of(1, 16));
        assertThat(segments)
                .extracting(PlannedSegment::published)
                .containsExactly(Windows.of(0, 16), Windows.of(16, 1));
    }

    @Test
    void theSameIdGivesTheSameSeedAndAnotherIdAnother() {
        RenderRequest request = request().build();

        assertThat(ResolveRequest.resolve("r1", request)).isEqualTo(ResolveRequest.resolve("r1", request));
        assertThat(ResolveRequest.resolve("r1", request).getSeed())
                .isNotEqualTo(ResolveRequest.resolve("r2", request).getSeed())
                .isBetween(0L, 0xffff_ffffL);
    }

    @Test
    void aResolvedRequestResolvesToItself() {
        RenderRequest resolved = ResolveRequest.resolve("r1", request().build());

        assertThat(ResolveRequest.resolve("r2", resolved)).isEqualTo(resolved);
        assertThat(resolved.getProducer()).isEqualTo("anonymous");
        assertThat(resolved.getFps()).isEqualTo(8);
        assertThat(resolved.getOutput().getFormat()).isEqualTo(VideoFormat.VIDEO_FORMAT_MP4);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CONTINUITY_UNSPECIFIED", "UNRECOGNIZED"})
    void everySegmentOfADraftIsOneAndNothingElseChanges(Continuity continuity) {
        RenderRequest.Builder request = request().setContinuity(continuity);
        request.getSamplingBuilder().setSteps(4);
        request.getShotsBuilder(0).setFrames(40);
        RenderPlan plan = planned(request);
        RenderPlan drafts = planned(request.setDraft(true));

        assertThat(drafts.segments(0)).isEqualTo(plan.segments(0)).isGreaterThan(1);
        for (int segment = 0; segment < plan.segments(0); segment++) {
            Recipe draft = drafts.recipe(0, segment);
            assertThat(draft.getDraft()).isTrue();
            assertThat(draft.toBuilder().clearDraft().build()).isEqualTo(plan.recipe(0, segment));
        }
    }

    private static RenderPlan planned(RenderRequest.Builder request) {
        return PlanSegments.plan(ResolveRequest.resolve("r1", request.build()));
    }

    @Test
    void aShotTakesFromTheRequestWhatItDoesNotSay() {
        RenderRequest request = request()
                .setSeed(5)
                .setNegativePrompt("blurry")
                .addLoras(LoraUse.newBuilder().setName("grain").setScale(1))
                .setSampling(
                        Sampling.newBuilder().setSampler(Sampler.SAMPLER_LCM).setSteps(4))
                .addShots(Shot.newBuilder()
                        .setPrompt("a dog")
                        .setFrames(16)
                        .setSeed(9)
                        .setNegativePrompt("")
                        .addLoras(LoraUse.newBuilder().setName("ink").setScale(0.5f))
                        .setSampling(Sampling.newBuilder().setSteps(8)))
                .build();
        RenderPlan plan = PlanSegments.plan(ResolveRequest.resolve("r1", request));

        Recipe inherited = plan.recipe(0, 0);
        assertThat(inherited.getSeed()).isEqualTo(5);
        assertThat(inherited.getNegativePrompt()).isEqualTo("blurry");
        assertThat(inherited.getLoras(0).getName()).isEqualTo("grain");
        assertThat(inherited.getSampling().getSteps()).isEqualTo(4);
        assertThat(inherited.getPromptsList())
                .containsExactly(PromptAt.newBuilder().setPrompt("a cat").build());

        Recipe own = plan.recipe(1, 0);
        assertThat(own.getSeed()).isEqualTo(9);
        assertThat(own.getNegativePrompt()).isEmpty();
        assertThat(own.getLorasList()).extracting(LoraUse::getName).containsExactly("ink");
        assertThat(own.getSampling().getSampler()).isEqualTo(Sampler.SAMPLER_LCM);
        assertThat(own.getSampling().getSteps()).isEqualTo(8);
        assertThat(own.getShot()).isEqualTo(1);
    }

    @Test
    void aCrossfadeMakesTheVideoShorterAndTheLastOneLeadsNowhere() {
        Shot fading = Shot.newBuilder()
                .setPrompt("a fish")
                .setFrames(16)
                .setTransition(Transition.newBuilder().setCrossfadeFrames(4))
                .build();
        RenderRequest request = RenderRequest.newBuilder()
                .setModel("demo")
                .setWidth(64)
                .setHeight(64)
                .addShots(fading)
                .addShots(fading)
                .build();

        RenderPlan plan = PlanSegments.plan(ResolveRequest.resolve("r1", request));

        assertThat(plan.frames()).isEqualTo(32);
        assertThat(plan.videoFrames()).isEqualTo(28);
    }

    @Test
    void thePlanningRateCountsWhatItPlanned() {
        AtomicLong ticks = new AtomicLong();
        PlanningRate.Measured measured = new PlanningRate(() -> ticks.getAndAdd(1_000_000_000)).measure(100);

        assertThat(measured.segments()).isEqualTo(128); // whole renders of 64
        assertThat(measured.segmentsPerSecond()).isEqualTo(128);
        assertThat(measured.recipeBytes()).isPositive();
    }

    private static RenderRequest.Builder request() {
        return RenderRequest.newBuilder()
                .setModel("reference")
                .setWidth(64)
                .setHeight(64)
                .addShots(Shot.newBuilder().setPrompt("a cat").setFrames(40));
    }
}
