package io.framefarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.network.OpenNetwork;
import io.framefarm.worker.network.unet.RunGraph;
import io.framefarm.worker.network.unet.UNetGraph;
import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Port;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.runtime.OnnxRuntime;
import io.framefarm.worker.runtime.RuntimeSettings;
import io.framefarm.worker.sampling.SamplerKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WholeRunTest {

    private static final OnnxRuntime RUNTIME = new OnnxRuntime(new RuntimeSettings(2, 0));

    private final List<Graph> opened = new ArrayList<>();
    private final Engine engine = engine(4);

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void framesAreThoseOfStepsOneByOne() {
        List<Frame> together = render(engine, Recipes.small());

        try (Engine stepByStep = engine(1)) {
            assertThat(largestDifference(together, render(stepByStep, Recipes.small())))
                    .isLessThanOrEqualTo(1);
        }
        assertThat(outputs()).contains(RunGraph.next(1)).contains(UNetGraph.NOISE_PRED);
    }

    @Test
    void latentsKeepTheirPrecisionBetweenStepsInHalfPrecision() {
        try (Engine halves = engine(4, Operators.STANDARD_HALF);
                Engine halvesStepByStep = engine(1, Operators.STANDARD_HALF)) {
            assertThat(largestDifference(render(halves, Recipes.small()), render(halvesStepByStep, Recipes.small())))
                    .isLessThanOrEqualTo(4); // of 255: 16 bits round what each step is given
        }
    }

    @Test
    void progressAndSketchesOfAllStepsComeWhenTheRunIsDone() {
        engine.render(
                Recipes.small().recipe(), new HeardProgress(true), new Cancellation()); // shows sketches their colours
        HeardProgress progress = new HeardProgress(true);

        engine.render(Recipes.small().recipe(), progress, new Cancellation());

        assertThat(progress.heard()).containsExactly("1/2", "sketch", "2/2", "sketch", "frame 0", "frame 1", "frame 2");
    }

    @Test
    void whatNeedsToBeSeenBetweenStepsIsTakenStepByStep() {
        render(engine, Recipes.small().sampling(SamplerKind.LCM, 2, 2, NoiseKind.PHILOX)); // with guidance
        render(engine, Recipes.small().sampling(SamplerKind.LCM, 5, 1, NoiseKind.PHILOX)); // more steps than together
        render(engine, Recipes.small().sampling(SamplerKind.DPMPP_2M, 3, 1, NoiseKind.PHILOX)); // with memory

        assertThat(outputs()).contains(UNetGraph.NOISE_PRED).doesNotContain(RunGraph.next(1));
    }

    @Test
    void whatIsPreparedIsWhatRuns() {
        engine.prepare(Recipes.small().recipe(), new Cancellation());
        int prepared = opened.size();

        render(engine, Recipes.small());

        assertThat(opened).hasSize(prepared);
    }

    private List<String> outputs() {
        return opened.stream()
                .flatMap(graph -> graph.outputs().stream())
                .map(Port::name)
                .toList();
    }

    private static int largestDifference(List<Frame> one, List<Frame> other) {
        assertThat(one).hasSameSizeAs(other);
        int largest = 0;
        for (int i = 0; i < one.size(); i++) {
            byte[] a = one.get(i).image().rgb();
            byte[] b = other.get(i).image().rgb();
            for (int j = 0; j < a.length; j++) {
                largest = Math.max(largest, Math.abs((a[j] & 0xFF) - (b[j] & 0xFF)));
            }
        }
        return largest;
    }

    private static List<Frame> render(Engine engine, Recipes recipe) {
        List<Frame> frames = new ArrayList<>();
        engine.render(recipe.recipe(), frames::add, new Cancellation());
        return frames;
    }

    private Engine engine(int stepsTogether) {
        return engine(stepsTogether, RUNTIME.operators());
    }

    private Engine engine(int stepsTogether, Operators operators) {
        OpenNetwork runtime = new OpenNetwork() {
            @Override
            public Operators operators() {
                return operators;
            }

            @Override
            public int stepsTogether() {
                return stepsTogether;
            }

            @Override
            public Network open(Graph graph) {
                opened.add(graph);
                return RUNTIME.open(graph);
            }
        };
        return new Engine(
                ReferencePack.animateLcm(ReferenceSet.committed(), "per_frame"),
                runtime,
                new EngineSettings(1L << 30),
                new LocalTensorCache(1 << 24, CacheEvents.IGNORED),
                () -> 0);
    }
}
