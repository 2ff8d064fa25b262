package io.framefarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.checkpoint.layout.ReadNetworks;
import io.framefarm.worker.checkpoint.layout.TaesdConfig;
import io.framefarm.worker.checkpoint.layout.TinyNetworks;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.inspect.MakeCheckpoint;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.taesd.TaesdDecoderGraph;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.runtime.TestRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drafts, with the committed reference set and a small random decoder under the names of TAESD's author. */
class DraftTest {

    private static final ReferenceSet SET = ReferenceSet.committed();
    private static final Engine WITHOUT = engine(ReferencePack.images(SET));

    private static final Recipe WHOLE = Recipes.small().part(handingOn(3)).recipe();
    private static final Recipe DRAFT = Recipes.of(WHOLE).draft().recipe();

    @TempDir
    private static Path folder;

    private static Path decoder = Path.of("");
    private static Engine engine = WITHOUT;

    @BeforeAll
    static void makePack() throws IOException {
        decoder = decoder(TinyNetworks.DRAFT_DECODER, "taesd_decoder.safetensors");
        engine = engine(ReferencePack.images(SET, "draft_decoder: " + decoder + "\n"));
    }

    @AfterAll
    static void closeEngines() {
        engine.close();
        WITHOUT.close();
    }

    @Test
    void aDraftIsTheSameLatentsThroughAnotherDecoder() throws IOException {
        Heard whole = render(engine, WHOLE);
        Heard draft = render(engine, DRAFT);

        assertThat(draft.latents).isEqualTo(whole.latents);
        assertThat(draft.frames.get(1).image().rgb()).isEqualTo(decoded(draft.latents, 1));
        assertThat(draft.frames).isNotEqualTo(whole.frames).hasSameSizeAs(whole.frames);
    }

    @Test
    void whoAsksForNoDraftSeesNothingOfTheDecoder() {
        assertThat(render(engine, WHOLE).frames).isEqualTo(render(WITHOUT, WHOLE).frames);
    }

    @Test
    void aDraftCanBePrepared() {
        List<SwapEvents.Swap> swaps = new ArrayList<>();
        try (Engine prepared = engine(
                ReferencePack.images(SET, "draft_decoder: " + decoder + "\n"), (swap, duration) -> swaps.add(swap))) {
            prepared.prepare(DRAFT, new Cancellation());
            int opened = swaps.size();
            render(prepared, DRAFT);

            assertThat(swaps).hasSize(opened);
        }
    }

    @Test
    void aPackWithoutADecoderForThemIsSaidByTheFirstSegment() {
        Recipe decodesNothing = Recipes.of(DRAFT).part(handingOn(0)).recipe();

        for (Recipe asked : List.of(DRAFT, decodesNothing)) {
            assertThatExceptionOfType(RenderException.class)
                    .isThrownBy(() -> render(WITHOUT, asked))
                    .withMessage(
                            "draft: pack reference has no draft decoder, so its frames cannot be drafts (allowed: false)")
                    .satisfies(failure -> assertThat(failure.code()).isEqualTo("NO_DRAFT_DECODER"))
                    .satisfies(failure -> assertThat(failure.fault()).isEqualTo(Fault.USER));
        }
    }

    @Test
    void aDecoderForOtherLatentsIsRefused() throws IOException {
        Path other = decoder(new TaesdConfig(TaesdConfig.Part.DECODER, 3, 16, 8), "taesd3_decoder.safetensors");

        try (Engine misfit = engine(ReferencePack.images(SET, "draft_decoder: " + other + "\n"))) {
            assertThatExceptionOfType(RenderException.class)
                    .isThrownBy(() -> render(misfit, WHOLE))
                    .withMessage("pack reference: draft_decoder has 16 latent channels and 3 colours,"
                            + " but the VAE has 4 and 3");
        }
    }

    private static Path decoder(TaesdConfig config, String name) throws IOException {
        Path file = folder.resolve(name);
        new MakeCheckpoint(1).original(file, List.of(config));
        return file;
    }

    private static Engine engine(ModelFolder models) {
        return engine(models, SwapEvents.IGNORED);
    }

    private static Engine engine(ModelFolder models, SwapEvents swaps) {
        return new Engine(
                models,
                TestRuntime.RUNTIME,
                new EngineSettings(1L << 30),
                new LocalTensorCache(1 << 24, CacheEvents.IGNORED),
                () -> 0,
                swaps);
    }

    /** One frame through the decoder alone. */
    private static byte[] decoded(float[] latents, int frame) throws IOException {
        LatentShape shape = new LatentShape(4, 3, 8, 8);
        Graph graph =
                TaesdDecoderGraph.build(ReadNetworks.taesd(decoder, TaesdConfig.Part.DECODER), 1, 8, 8, Operators.CPU);
        FloatTensor latent = FloatTensor.of(shape.frame(latents, frame), 1, 4, 8, 8);
        FloatTensor image = TestRuntime.run(graph, NamedTensors.of(TaesdDecoderGraph.LATENTS, latent))
                .get(TaesdDecoderGraph.IMAGE);
        return Pixels.toBytes(image.values(), 64 * 64);
    }

    private static Heard render(Engine engine, Recipe recipe) {
        Heard heard = new Heard();
        engine.render(recipe, heard, new Cancellation());
        return heard;
    }

    /** One step of three frames, whose latents are handed on; {@code frames} of them are decoded. */
    private static Part handingOn(int frames) {
        return new Part(new FrameWindow(0, frames, 0), 0, Part.Way.STEP, 0, true, true, List.of());
    }

    /** What came out. */
    private static final class Heard implements RenderListener {
        private final List<Frame> frames = new ArrayList<>();
        private float[] latents = {};

        @Override
        public void latents(float[] values) {
            latents = values.clone();
        }

        @Override
        public void frame(Frame frame) {
            frames.add(frame);
        }
    }
}
