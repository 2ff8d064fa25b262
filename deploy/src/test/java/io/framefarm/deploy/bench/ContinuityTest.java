package io.framefarm.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.plan.PlanSegments;
import io.framefarm.coordinator.plan.RenderPlan;
import io.framefarm.coordinator.plan.ResolveRequest;
import io.framefarm.protocol.RequestValidation;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.PromptAt;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.worker.EngineConfig;
import io.framefarm.worker.WorkerEngine;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.intake.RenderCancelled;
import io.framefarm.worker.intake.RenderFailure;
import io.framefarm.worker.render.InputStore;
import io.framefarm.worker.runtime.RuntimeSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shots of several segments, with the engine and the pack that comes with the farm. */
class ContinuityTest {

    private static final WorkerEngine ENGINE = new WorkerEngine(
            EngineConfig.of(Path.of("packs"), Optional.empty()).with(new RuntimeSettings(1, 0)),
            CacheEvents.IGNORED,
            InstantSource.system());

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @Test
    void aChangeOfContinuityLeavesFramesAloneWhoseInputsDoNotChange() throws Exception {
        List<RgbFrame> cut = render(shot(Continuity.CONTINUITY_CUT, 28));
        List<RgbFrame> chain = render(shot(Continuity.CONTINUITY_CHAIN, 28));
        List<RgbFrame> overlap = render(shot(Continuity.CONTINUITY_OVERLAP, 28).setSeamSteps(0));
        List<RgbFrame> fused = render(shot(Continuity.CONTINUITY_FUSED, 28));

        assertThat(chain.subList(0, 16)).isEqualTo(cut.subList(0, 16));
        assertThat(overlap.subList(0, 12)).isEqualTo(cut.subList(0, 12));
        assertThat(changed(cut, chain)).containsExactlyElementsOf(range(16, 28));
        assertThat(changed(cut, overlap)).containsExactlyElementsOf(range(12, 28));
        assertThat(changed(overlap, chain)).containsExactlyElementsOf(range(12, 28));
        assertThat(changed(fused, overlap)).containsExactlyElementsOf(range(0, 28));
    }

    @Test
    void aLongerShotBeginsWithTheSameFrames() throws Exception {
        assertThat(changed(
                        render(shot(Continuity.CONTINUITY_CHAIN, 28)), render(shot(Continuity.CONTINUITY_CHAIN, 40))))
                .isEmpty();
        // Where the next window begins, and what its seam reaches over.
        assertThat(changed(
                        render(shot(Continuity.CONTINUITY_OVERLAP, 28)),
                        render(shot(Continuity.CONTINUITY_OVERLAP, 40))))
                .containsExactlyElementsOf(range(22, 28));
    }

    @Test
    void stepsTakenAgainAtASeamChangeTheSeamAlone() throws Exception {
        List<RgbFrame> faded = render(shot(Continuity.CONTINUITY_OVERLAP, 28).setSeamSteps(0));
        List<RgbFrame> refined = render(shot(Continuity.CONTINUITY_OVERLAP, 28).setSeamSteps(1));

        assertThat(changed(faded, refined)).containsExactlyElementsOf(range(10, 18));
    }

    @Test
    void seamsTakeTwoStepsAgainUnlessTheRequestSaysOtherwise() throws Exception {
        assertThat(render(shot(Continuity.CONTINUITY_OVERLAP, 28)))
                .isEqualTo(render(shot(Continuity.CONTINUITY_OVERLAP, 28).setSeamSteps(2)));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTINUITY_OVERLAP", "CONTINUITY_FUSED", "CONTINUITY_CHAIN"})
    void aLoopHasAllItsFramesAndEndsOtherwiseThanAShotThatStops(Continuity continuity) throws Exception {
        List<RgbFrame> stops = render(shot(continuity, 20));
        List<RgbFrame> loops = render(shot(continuity, 20).setLoop(true));

        assertThat(loops).hasSize(20);
        assertThat(changed(stops, loops)).contains(19);
    }

    @Test
    void theSameShotTwiceGivesTheSameBytes() throws Exception {
        assertThat(render(shot(Continuity.CONTINUITY_FUSED, 20)))
                .isEqualTo(render(shot(Continuity.CONTINUITY_FUSED, 20)));
    }

    @Test
    void aPromptScheduleDoesNotSeeWhereTheShotIsCut() throws Exception {
        Shot.Builder passing = shot(Continuity.CONTINUITY_CHAIN, 40)
                .clearPrompt()
                .addPrompts(PromptAt.newBuilder().setPrompt("dawn"))
                .addPrompts(PromptAt.newBuilder().setFrame(14).setPrompt("dusk"));

        List<RgbFrame> frames = render(passing);

        assertThat(changed(frames, render(shot(Continuity.CONTINUITY_CHAIN, 40))))
                .containsExactlyElementsOf(range(0, 40));
        assertThat(render(passing.clone().setFrames(20)).subList(0, 16)).isEqualTo(frames.subList(0, 16));
    }

    private static List<Integer> changed(List<RgbFrame> one, List<RgbFrame> other) {
        return IntStream.range(0, Math.min(one.size(), other.size()))
                .filter(i -> !one.get(i).equals(other.get(i)))
                .boxed()
                .toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static List<RgbFrame> render(Shot.Builder shot) throws RenderFailure, RenderCancelled {
        RenderRequest request = RenderRequest.newBuilder()
                .setModel("reference")
                .setWidth(64)
                .setHeight(64)
                .setSeed(5)
                .setSampling(Sampling.newBuilder().setSteps(2))
                .addShots(shot)
                .build();
        assertThat(RequestValidation.problems(request)).isEmpty();
        RenderPlan plan = PlanSegments.plan(ResolveRequest.resolve("r", request));
        TreeMap<Integer, RgbFrame> frames = new TreeMap<>();
        new RenderHere(ENGINE.renderer(InputStore.NONE)).render(plan, 0, frames::put);
        return new ArrayList<>(frames.values());
    }

    private static Shot.Builder shot(Continuity continuity, int frames) {
        return Shot.newBuilder()
                .setPrompt("a red circle moves to the right")
                .setFrames(frames)
                .setContinuity(continuity);
    }
}
