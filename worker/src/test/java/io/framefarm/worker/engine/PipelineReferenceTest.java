package io.framefarm.worker.engine;

import static io.framefarm.worker.reference.ReferenceAssert.PIPELINE_TOLERANCE;
import static io.framefarm.worker.reference.ReferenceAssert.assertThatValues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.engine.NetworkCache.Lease;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.lora.LoraMerge;
import io.framefarm.worker.lora.ScaledLora;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.network.vae.VaeDecoderGraph;
import io.framefarm.worker.noise.LatentNoise;
import io.framefarm.worker.reference.ReferenceCase;
import io.framefarm.worker.reference.ReferenceModels;
import io.framefarm.worker.reference.ReferenceSet;
import io.framefarm.worker.reference.ReferenceTensor;
import io.framefarm.worker.runtime.OnnxRuntime;
import io.framefarm.worker.runtime.RuntimeSettings;
import io.framefarm.worker.sampling.Sampler;
import io.framefarm.worker.sampling.SchedulerConfig;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs from noise to frames against diffusers' pipeline and against the code of AnimateLCM's authors. */
class PipelineReferenceTest {

    private static final OnnxRuntime RUNTIME = new OnnxRuntime(new RuntimeSettings(2, 0));
    private static final NetworkCache NETWORKS = new NetworkCache(1L << 30);

    private final TensorCache cache = new LocalTensorCache(1 << 24, CacheEvents.IGNORED);

    static Stream<Arguments> runs() {
        return Stream.concat(ReferenceSet.casesOf("pipeline"), ReferenceSet.casesOf("pipeline_original"))
                // Video to video starts from an encoded video.
                .filter(run -> !run.hasInput("video_uint8"))
                .flatMap(run -> Arrays.stream(Layout.values()).map(layout -> Arguments.of(run, layout)));
    }

    static Stream<Arguments> guidedRuns() {
        return Stream.of(
                        ReferenceSet.casesOf("pipeline").filter(run -> run.hasInput("video_uint8")),
                        ReferenceSet.casesOf("i2v").filter(run -> run.hasOutput("latents.0")),
                        ReferenceSet.casesOf("controlnet_pipeline"))
                .flatMap(each -> each)
                .flatMap(run -> Arrays.stream(Layout.values()).map(layout -> Arguments.of(run, layout)));
    }

    private enum Layout {
        DIFFUSERS,
        ORIGINAL;

        Path base(ReferenceModels models) {
            return this == DIFFUSERS ? models.diffusers() : models.singleFile();
        }

        Path controlNet(ReferenceModels models) {
            return this == DIFFUSERS ? models.controlNet() : models.originalControlNet();
        }
    }

    @AfterAll
    static void closeNetworks() {
        NETWORKS.close();
    }

    @ParameterizedTest(name = "{0}, {1} names")
    @MethodSource("runs")
    void everyStepAndEveryFrameEqualTheReference(ReferenceCase run, Layout layout) {
        BoundModel model = model(run, layout);
        Sampler sampler = sampler(run);
        LatentShape shape = shape(run.input("latents"));
        float guidance = run.params().get("guidance_scale").floatValue();

        List<float[]> latents = new ArrayList<>();
        float[] latent;
        try (UNetPrediction predict =
                UNetPrediction.open(model, shape, conditioning(run, model, shape), guidance, StopSignal.NEVER)) {
            latent = new Denoise(sampler, given(run), predict)
                    .run(new Cancellation(), (done, sample, clean) -> latents.add(sample));
        }

        for (int step = 0; step < sampler.steps(); step++) {
            assertThatValues(latents.get(step)).matches(run.output("latents." + step), PIPELINE_TOLERANCE);
        }
        assertFrames(run, model, shape, latent);
    }

    static Stream<Arguments> unguidedRuns() {
        return runs().filter(arguments -> {
            ReferenceCase run = (ReferenceCase) arguments.get()[0];
            return run.params().get("guidance_scale").floatValue() == 1
                    && !sampler(run).remembersSteps();
        });
    }

    @ParameterizedTest(name = "{0}, {1} names")
    @MethodSource("unguidedRuns")
    void everyStepOfAWholeRunInOneNetworkEqualsTheReference(ReferenceCase run, Layout layout) {
        BoundModel model = model(run, layout);
        Sampler sampler = sampler(run);
        LatentShape shape = shape(run.input("latents"));

        List<float[]> latents = new ArrayList<>();
        float[] latent;
        try (WholeRun whole = WholeRun.open(model, shape, conditioning(run, model, shape), sampler, StopSignal.NEVER)) {
            latent = whole.run(given(run), (done, sample, clean) -> latents.add(sample));
        }

        assertThat(latents).hasSize(sampler.steps());
        for (int step = 0; step < sampler.steps(); step++) {
            assertThatValues(latents.get(step)).matches(run.output("latents." + step), PIPELINE_TOLERANCE);
        }
        assertFrames(run, model, shape, latent);
    }

    private static Sampler sampler(ReferenceCase run) {
        return SchedulerConfig.settings(run.params())
                .start(run.params().get("steps").asInt());
    }

    @ParameterizedTest(name = "{0}, {1} names")
    @MethodSource("guidedRuns")
    void everyStepAndEveryFrameOfAGuidedRunEqualTheReference(ReferenceCase run, Layout layout) {
        BoundModel model = guidedModel(run, layout);
        Sampler sampler = SchedulerConfig.settings(schedule(run))
                .start(run.params().get("steps").asInt());
        LatentShape shape = shape(run.output("latents.0"));
        float guidance = run.params().get("guidance_scale").floatValue();
        NamedTensors features = run.hasInput("img_latent")
                ? ImageFeatures.of(
                        model,
                        shape,
                        run.input("img_latent").floats(),
                        run.params().get("motion_scale").floatValue(),
                        StopSignal.NEVER)
                : UNetPrediction.NO_FEATURES;

        List<float[]> latents = new ArrayList<>();
        float[] latent;
        try (UNetPrediction predict = UNetPrediction.open(
                model, shape, conditioning(run, model, shape), guidance, features, controls(run), StopSignal.NEVER)) {
            Denoise.Steps steps = (done, sample, clean) -> latents.add(sample);
            latent = run.hasInput("video_uint8")
                    ? fromVideo(run, model, shape, sampler, predict, steps)
                    : new Denoise(sampler, given(run), predict).run(new Cancellation(), steps);
        }

        assertThat(latents).isNotEmpty();
        for (int step = 0; step < latents.size(); step++) {
            assertThatValues(latents.get(step)).matches(run.output("latents." + step), PIPELINE_TOLERANCE);
        }
        assertFrames(run, model, shape, latent);
    }

    private static BoundModel guidedModel(ReferenceCase run, Layout layout) {
        ReferenceModels models = new ReferenceModels(run.set());
        ModelFolder folder = run.hasInput("img_latent")
                ? ReferencePack.imageToVideo(run.set(), layout.base(models))
                : ReferencePack.controlled(run.set(), layout.base(models), layout.controlNet(models), "over_frames");
        OpenPack files = OpenPack.open(folder.pack(ReferencePack.NAME));
        LoraMerge none = LoraMerge.match(List.of(), files.adaptable(), LoraMerge.Unmatched.REFUSE);
        LoraSet key = new LoraSet(List.of(new LoraUse(run.id() + layout, 1)));
        return new FileModel(files, key, none, NETWORKS, RUNTIME);
    }

    /** The case of video to video does not name its scheduler: it is that of the other runs. */
    private static JsonNode schedule(ReferenceCase run) {
        return run.params().has("scheduler_config")
                ? run.params()
                : run.set().requireCase("schedulers/lcm_diffusers_docs_4").params();
    }

    private static List<ControlUse> controls(ReferenceCase run) {
        JsonNode scale = run.params().path("controlnet_conditioning_scale");
        if (scale.isMissingNode()) {
            return List.of();
        }
        List<RgbFrame> images =
                images(run.set().requireCase("controlnet/t999_s1").input("cond_uint8"));
        float end = (float) run.params().path("control_guidance_end").asDouble(1);
        return List.of(new ControlUse("layout", images, scale.floatValue(), 0, end));
    }

    /** Encodes the video with the noise that the reference drew, and starts from there. */
    private static float[] fromVideo(
            ReferenceCase run,
            BoundModel model,
            LatentShape shape,
            Sampler sampler,
            PredictNoise predict,
            Denoise.Steps steps) {
        List<RgbFrame> images = images(run.input("video_uint8"));
        float[] drawn = run.input("draw.0").floats(); // [f, c, h, w]
        int one = shape.size() / shape.frames();
        float[] clean = new float[shape.size()];
        try (EncodeFrames encode = new EncodeFrames(model, shape, StopSignal.NEVER)) {
            for (int frame = 0; frame < shape.frames(); frame++) {
                float[] noise = Arrays.copyOfRange(drawn, frame * one, (frame + 1) * one);
                shape.setFrame(clean, frame, encode.encode(images.get(frame), noise));
            }
        }
        StartVideo start = new StartVideo(images, run.params().get("strength").floatValue());
        LatentNoise given = draw -> {
            float[] noise = run.input("draw." + (draw + 1)).floats();
            return draw == 0 ? channelsFirst(shape, noise) : noise; // first [f, c, h, w], then [c, f, h, w]
        };
        return new Denoise(sampler, given, predict)
                .runFrom(start.firstStep(sampler.steps()), clean, new Cancellation(), steps);
    }

    private static float[] channelsFirst(LatentShape shape, float[] byFrame) {
        int one = shape.size() / shape.frames();
        float[] latent = new float[byFrame.length];
        for (int frame = 0; frame < shape.frames(); frame++) {
            shape.setFrame(latent, frame, Arrays.copyOfRange(byFrame, frame * one, (frame + 1) * one));
        }
        return latent;
    }

    /** From bytes [f, height, width, 3]. */
    private static List<RgbFrame> images(ReferenceTensor video) {
        int height = (int) video.dims()[1];
        int width = (int) video.dims()[2];
        byte[] bytes = video.unsignedBytes();
        int one = height * width * RgbFrame.CHANNELS;
        List<RgbFrame> images = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += one) {
            images.add(new RgbFrame(width, height, Arrays.copyOfRange(bytes, from, from + one)));
        }
        return images;
    }

    private static void assertFrames(ReferenceCase run, BoundModel model, LatentShape shape, float[] latent) {
        for (String name : List.of("frames_uint8", "frames_uint8_round")) {
            if (run.hasOutput(name)) {
                assertWithinOne(decode(model, shape, latent), run.output(name).unsignedBytes());
            }
        }
        if (run.hasOutput("decoded")) {
            assertThatValues(raw(model, shape, latent)).matches(run.output("decoded"), PIPELINE_TOLERANCE);
        }
    }

    private static BoundModel model(ReferenceCase run, Layout layout) {
        String norm = run.id().startsWith("pipeline_original/") ? "per_frame" : "over_frames";
        Path base = layout.base(new ReferenceModels(run.set()));
        ModelFolder models = run.id().contains("_v3_")
                ? ReferencePack.animateDiff3(run.set(), base, norm)
                : ReferencePack.animateLcm(run.set(), base, norm);
        OpenPack files = OpenPack.open(models.pack(ReferencePack.NAME));
        List<ScaledLora> loras = new ArrayList<>();
        List<LoraUse> uses = new ArrayList<>();
        JsonNode names = run.params().path("lora");
        for (int i = 0; i < names.size(); i++) {
            float scale = run.params().get("lora_scales").get(i).floatValue();
            CachedLoras reader = new CachedLoras(new LocalTensorCache(0, CacheEvents.IGNORED));
            loras.add(new ScaledLora(
                    names.get(i).asText(),
                    reader.read(run.set().path("models/lora/" + names.get(i).asText())),
                    scale));
            uses.add(new LoraUse(names.get(i).asText(), scale));
        }
        LoraMerge merge = LoraMerge.match(loras, files.adaptable(), LoraMerge.Unmatched.REFUSE);
        // The key keeps cases apart that share the name of their pack.
        uses.add(new LoraUse(run.id() + layout, 1));
        return new FileModel(files, new LoraSet(uses), merge, NETWORKS, RUNTIME);
    }

    private Conditioning conditioning(ReferenceCase run, BoundModel model, LatentShape shape) {
        if (run.hasInput("prompt_embeds")) {
            PromptEmbedding prompt = embedding(run.input("prompt_embeds"));
            return new Conditioning(
                    Collections.nCopies(shape.frames(), prompt), embedding(run.input("negative_prompt_embeds")));
        }
        EmbedPrompt embed = new EmbedPrompt(model, cache, StopSignal.NEVER);
        PromptEmbedding prompt = embed.embed(run.params().get("prompt").asText());
        return new Conditioning(
                Collections.nCopies(shape.frames(), prompt),
                embed.embed(run.params().get("negative_prompt").asText()));
    }

    private static PromptEmbedding embedding(ReferenceTensor tensor) {
        return new PromptEmbedding(tensor.floats(), tensor.shape().get(2).intValue());
    }

    /** The noise that the reference drew. */
    private static LatentNoise given(ReferenceCase run) {
        return draw -> run.input(draw == 0 ? "latents" : "noise." + (draw - 1)).floats();
    }

    private static LatentShape shape(ReferenceTensor latents) {
        List<Long> dims = latents.shape();
        return new LatentShape(
                dims.get(1).intValue(),
                dims.get(2).intValue(),
                dims.get(3).intValue(),
                dims.get(4).intValue());
    }

    /** All frames, [frames, height, width, 3]. */
    private static byte[] decode(BoundModel model, LatentShape shape, float[] latent) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        try (DecodeFrames decode = new DecodeFrames(model, shape, false, StopSignal.NEVER)) {
            for (int frame = 0; frame < shape.frames(); frame++) {
                frames.writeBytes(decode.decode(latent, frame).rgb());
            }
        }
        return frames.toByteArray();
    }

    /** What the VAE gives before clamping and rounding, [3, frames, height, width]. */
    private static float[] raw(BoundModel model, LatentShape shape, float[] latent) {
        LatentShape image = new LatentShape(
                3, shape.frames(), shape.height() * LatentShape.PIXELS, shape.width() * LatentShape.PIXELS);
        float[] all = new float[3 * image.frames() * image.height() * image.width()];
        try (Lease vae = model.vaeDecoder(shape.height(), shape.width())) {
            for (int frame = 0; frame < shape.frames(); frame++) {
                FloatTensor input =
                        FloatTensor.of(shape.frame(latent, frame), 1, shape.channels(), shape.height(), shape.width());
                NamedTensors output = vae.run(NamedTensors.of(VaeDecoderGraph.LATENTS, input), StopSignal.NEVER);
                image.setFrame(all, frame, output.get(VaeDecoderGraph.IMAGE).toArray());
            }
        }
        return all;
    }

    private static void assertWithinOne(byte[] actual, byte[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        int largest = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs((actual[i] & 0xFF) - (expected[i] & 0xFF)));
        }
        assertThat(largest).isCloseTo(0, within(1));
    }
}
