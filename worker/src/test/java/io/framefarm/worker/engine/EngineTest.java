package io.framefarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.network.OpenNetwork;
import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.runtime.OnnxRuntime;
import io.framefarm.worker.runtime.RuntimeSettings;
import io.framefarm.worker.sampling.SamplerKind;
import io.framefarm.worker.text.PromptAt;
import io.framefarm.worker.text.PromptSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine with the small random networks of the committed reference set. */
class EngineTest {

    private static final ReferenceSet SET = ReferenceSet.committed();
    private static final OnnxRuntime RUNTIME = new OnnxRuntime(new RuntimeSettings(1, 0));

    /** Opening networks is what takes time, so tests that do not count it share them. */
    private static final Engine SHARED = new Engine(
            ReferencePack.animateLcm(SET, "per_frame"),
            RUNTIME,
            new EngineSettings(1L << 30),
            new LocalTensorCache(1 << 24, CacheEvents.IGNORED),
            () -> 0);

    private static final Engine IMAGES = new Engine(
            ReferencePack.images(SET),
            RUNTIME,
            new EngineSettings(1L << 30),
            new LocalTensorCache(1 << 24, CacheEvents.IGNORED),
            () -> 0);

    private final TensorCache cache = new LocalTensorCache(1 << 24, CacheEvents.IGNORED);
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final List<Engine> engines = new ArrayList<>();

    @AfterAll
    static void closeSharedEngines() {
        SHARED.close();
        IMAGES.close();
    }

    @AfterEach
    void closeEngines() {
        engines.forEach(Engine::close);
    }

    @Test
    void framesComeInOrderUnderTheirAbsoluteIndex() {
        List<Frame> frames = render(SHARED, Recipes.small().window(16, 3));

        assertThat(frames).extracting(Frame::index).containsExactly(16, 17, 18);
        assertThat(frames).allSatisfy(frame -> {
            assertThat(frame.image().width()).isEqualTo(64);
            assertThat(frame.image().height()).isEqualTo(64);
        });
    }

    @Test
    void theSameRecipeTwiceGivesTheSameBytes() {
        Recipes recipe = Recipes.small().sampling(SamplerKind.LCM, 3, 1.5f, NoiseKind.PHILOX);
        Engine engine = SHARED;

        List<Frame> first = render(engine, recipe);

        assertThat(render(engine, recipe)).isEqualTo(first);
        assertThat(render(animateLcm(), recipe)).isEqualTo(first);
    }

    @Test
    void aFrameOfAnImageModelDoesNotDependOnHowTheShotIsCut() {
        Engine engine = IMAGES;
        List<Frame> whole = render(engine, Recipes.small().window(0, 4));

        List<Frame> parts = new ArrayList<>(render(engine, Recipes.small().window(0, 1)));
        parts.addAll(render(engine, Recipes.small().window(1, 3)));

        assertThat(parts).isEqualTo(whole);
    }

    /** Frames of a window attend to each other, so only their noise is the same in another window. */
    @Test
    void aFrameOfAVideoModelDependsOnItsWindow() {
        Engine engine = SHARED;
        List<Frame> whole = render(engine, Recipes.small().window(0, 4));

        assertThat(render(engine, Recipes.small().window(0, 2))).isNotEqualTo(whole.subList(0, 2));
    }

    @ParameterizedTest
    @EnumSource
    void everySamplerRenders(SamplerKind sampler) {
        List<Frame> frames = render(SHARED, Recipes.small().sampling(sampler, 3, 1, NoiseKind.PHILOX));

        assertThat(frames).hasSize(3);
        assertThat(frames.get(0).image().rgb())
                .isNotEqualTo(frames.get(1).image().rgb());
    }

    @Test
    void noiseGuidanceAndLorasEachChangeThePixels() {
        Engine engine = SHARED;
        Recipes small = Recipes.small();
        List<Frame> plain = render(engine, small);

        assertThat(render(engine, small.sampling(SamplerKind.LCM, 2, 1, NoiseKind.PYTORCH_CPU)))
                .isNotEqualTo(plain);
        assertThat(render(engine, small.sampling(SamplerKind.LCM, 2, 2, NoiseKind.PHILOX)))
                .isNotEqualTo(plain);
        assertThat(render(engine, small.loras(new LoraUse("style", 0.8f)))).isNotEqualTo(plain);
        assertThat(render(engine, small.loras(new LoraUse("style", 0)))).isEqualTo(plain);
    }

    @Test
    void aPromptScheduleMovesThroughItsWindow() {
        Engine engine = IMAGES;
        PromptSchedule schedule = new PromptSchedule(List.of(new PromptAt(0, "dawn"), new PromptAt(2, "dusk")));

        List<Frame> frames = render(engine, Recipes.small().prompts(schedule));

        assertThat(frames.get(0))
                .isEqualTo(render(engine, prompted("dawn").window(0, 1)).get(0));
        assertThat(frames.get(1))
                .isNotEqualTo(render(engine, prompted("dawn").window(1, 1)).get(0));
        assertThat(frames.get(2))
                .isEqualTo(render(engine, prompted("dusk").window(2, 1)).get(0));
    }

    @Test
    void aVideoModelTakesAPromptForEachFrame() {
        PromptSchedule schedule = new PromptSchedule(List.of(new PromptAt(0, "dawn"), new PromptAt(2, "dusk")));

        assertThat(render(SHARED, Recipes.small().prompts(schedule))).isNotEqualTo(render(SHARED, prompted("dawn")));
    }

    @Test
    void aPromptOfSeveralSequencesRenders() {
        String longPrompt = "rabbit ".repeat(60);
        Recipes guided = prompted(longPrompt).sampling(SamplerKind.LCM, 1, 2, NoiseKind.PHILOX);

        assertThat(render(SHARED, guided)).hasSize(3).isNotEqualTo(render(SHARED, prompted("rabbit")));
    }

    @Test
    void anEmbeddingThatAnotherWorkerSharesIsNotComputed() {
        render(animateLcm(), Recipes.small());
        int withTextEncoder = opened.getAndSet(0);

        render(animateLcm(), Recipes.small());

        assertThat(withTextEncoder).isEqualTo(3);
        assertThat(opened).hasValue(2);
    }

    @Test
    void whatWasPreparedIsNotOpenedAgain() {
        Engine engine = animateLcm();
        engine.prepare(Recipes.small().recipe(), new Cancellation());
        assertThat(engine.warmPacks()).containsExactly(ReferencePack.NAME);
        opened.set(0);

        render(engine, Recipes.small());

        assertThat(opened).hasValue(0);
    }

    @Test
    void theEncoderOfAStartIsPreparedToo() {
        RgbFrame black = new RgbFrame(64, 64, new byte[64 * 64 * RgbFrame.CHANNELS]);
        Recipes started = Recipes.small().guides(new Guides(null, List.of(), new StartVideo(List.of(black), 1)));
        Engine engine = animateLcm();
        engine.prepare(started.recipe(), new Cancellation());
        opened.set(0);

        render(engine, started);

        assertThat(opened).hasValue(0);
    }

    @Test
    void everyStageIsTimed() {
        StageTimes times = animateLcm().render(Recipes.small().recipe(), frame -> {}, new Cancellation());

        // Each look at the clock moves it on by a millisecond: three frames are decoded one by one.
        assertThat(times.of(Stage.DENOISE)).isEqualTo(Duration.ofMillis(1));
        assertThat(times.of(Stage.DECODE)).isEqualTo(Duration.ofMillis(3));
        assertThat(times.total()).isEqualTo(times.durations().values().stream().reduce(Duration.ZERO, Duration::plus));
    }

    @Test
    void progressIsToldStepByStep() {
        HeardProgress progress = new HeardProgress(false);
        SHARED.render(Recipes.small().recipe(), progress, new Cancellation());

        assertThat(progress.heard()).containsExactly("1/2", "2/2", "frame 0", "frame 1", "frame 2");
    }

    @Test
    void whatStepsHaveComeToIsDrawnOnceTheDecoderHasShownItsColours() {
        Engine engine = animateLcm();

        assertThat(sketches(engine)).isEmpty();
        assertThat(sketches(engine)).hasSize(2).allSatisfy(sketch -> {
            assertThat(sketch.width()).isEqualTo(8);
            assertThat(sketch.height()).isEqualTo(8);
        });
    }

    private static List<RgbFrame> sketches(Engine engine) {
        List<RgbFrame> sketches = new ArrayList<>();
        RenderListener listener = new RenderListener() {
            @Override
            public boolean sketches() {
                return true;
            }

            @Override
            public void sketch(RgbFrame picture) {
                sketches.add(picture);
            }

            @Override
            public void frame(Frame frame) {}
        };
        engine.render(Recipes.small().recipe(), listener, new Cancellation());
        return sketches;
    }

    @Test
    void aCancelledRenderDoesNoFurtherStep() {
        Cancellation cancellation = new Cancellation();
        List<Integer> steps = new ArrayList<>();

        assertThatThrownBy(() -> SHARED.render(
                        Recipes.small()
                                .sampling(SamplerKind.LCM, 5, 1, NoiseKind.PHILOX)
                                .recipe(),
                        new RenderListener() {
                            @Override
                            public void stepDone(int done, int of) {
                                steps.add(done);
                                cancellation.cancel();
                            }

                            @Override
                            public void frame(Frame frame) {
                                throw new AssertionError("a frame of a cancelled render");
                            }
                        },
                        cancellation))
                .isInstanceOf(RenderCancelledException.class);

        assertThat(steps).containsExactly(1);
    }

    @Test
    void aStepUnderWayIsStopped() throws Exception {
        FakeNetwork network = new FakeNetwork(1);
        Engine engine = engine(ReferencePack.animateLcm(SET, "per_frame"), new OpenNetwork() {
            @Override
            public Operators operators() {
                return Operators.STANDARD;
            }

            @Override
            public Network open(Graph graph) {
                return network;
            }
        });
        Cancellation cancellation = new Cancellation();
        CompletableFuture<StageTimes> render = CompletableFuture.supplyAsync(
                () -> engine.render(Recipes.small().recipe(), frame -> {}, cancellation));

        assertThat(network.running.await(30, TimeUnit.SECONDS)).isTrue();
        cancellation.cancel();

        assertThatThrownBy(render::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(RenderCancelledException.class);
    }

    @Test
    void whatCannotBeRenderedSaysWhoseFaultItIs() {
        Engine engine = engine(ReferencePack.animateDiff3(SET, SET.path("models/diffusers"), "per_frame"));

        assertFails(engine, Recipes.small().window(0, 40), Fault.USER, "TOO_MANY_FRAMES", "frames: 40 (allowed: 1 to ");
        assertFails(
                engine,
                Recipes.small().sampling(SamplerKind.LCM, 101, 1, NoiseKind.PHILOX),
                Fault.USER,
                "SAMPLING_IMPOSSIBLE",
                "steps: 101 (allowed: 1 to 100");
        assertFails(
                engine,
                Recipes.small().loras(new LoraUse("sytle", 1)),
                Fault.USER,
                "LORA_NOT_FOUND",
                "no LoRA is called 'sytle' (pack reference knows: lcm, style)");
        assertFails(
                engine,
                Recipes.small().pack("other"),
                Fault.RETRYABLE,
                "PACK_UNUSABLE",
                "no pack is called 'other' (there are: reference)");
    }

    @Test
    void animateLcmWithoutItsLoraIsRefused() {
        assertFails(
                engine(ReferencePack.animateLcmWithoutLora(SET)),
                Recipes.small(),
                Fault.RETRYABLE,
                "PACK_UNUSABLE",
                "need AnimateLCM's LoRA");
    }

    private void assertFails(Engine engine, Recipes recipe, Fault fault, String code, String message) {
        assertThatThrownBy(() -> render(engine, recipe))
                .asInstanceOf(type(RenderException.class))
                .satisfies(failure -> {
                    assertThat(failure.fault()).isEqualTo(fault);
                    assertThat(failure.code()).isEqualTo(code);
                    assertThat(failure).hasMessageContaining(message);
                });
    }

    private static Recipes prompted(String prompt) {
        return Recipes.small().prompts(PromptSchedule.of(prompt));
    }

    private static List<Frame> render(Engine engine, Recipes recipe) {
        List<Frame> frames = new ArrayList<>();
        engine.render(recipe.recipe(), frames::add, new Cancellation());
        return frames;
    }

    private Engine animateLcm() {
        return engine(ReferencePack.animateLcm(SET, "per_frame"));
    }

    private Engine engine(ModelFolder models) {
        return engine(models, new OpenNetwork() {
            @Override
            public Operators operators() {
                return RUNTIME.operators();
            }

            @Override
            public Network open(Graph graph) {
                opened.incrementAndGet();
                return RUNTIME.open(graph);
            }

            @Override
            public boolean sharesWeights(Operators operators) {
                return RUNTIME.sharesWeights(operators);
            }

            @Override
            public Network openSharing(Graph graph) {
                opened.incrementAndGet();
                return RUNTIME.openSharing(graph);
            }
        });
    }

    private Engine engine(ModelFolder models, OpenNetwork runtime) {
        Engine engine =
                new Engine(models, runtime, new EngineSettings(1L << 30), cache, () -> nanos.addAndGet(1_000_000));
        engines.add(engine);
        return engine;
    }
}
