package io.framefarm.training.stage;

import io.framefarm.training.data.Captions;
import io.framefarm.training.data.FramePatches;
import io.framefarm.training.data.LatentClips;
import io.framefarm.training.data.Pixels;
import io.framefarm.training.diffusion.PerVideo;
import io.framefarm.training.diffusion.Sampler;
import io.framefarm.training.network.Vae;
import io.framefarm.training.sheet.ContactSheet;
import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.TensorScope;
import io.framefarm.training.tensor.Weights;
import io.framefarm.training.world.Grammar;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.SceneSampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Makes pictures and videos with a model in training, to be looked at and judged. */
public final class Generator {
    private static final int SHEET_ROWS = 12;
    private static final int IMAGES_PER_ROW = 6;
    private static final int FRAMES_AT_ONCE = 96;

    private final VideoModel model;
    private final Parameters vae;

    /** {@code vae} has latents of deviation 1 / {@link Vae#SCALING_FACTOR}. */
    public Generator(VideoModel model, Parameters vae) {
        this.model = model;
        this.vae = vae;
    }

    /** How latents are made from noise; guidance 1 is none. */
    public record Way(Sampler sampler, double guidance) {}

    /** One clip for each caption, as interleaved RGB bytes [frames][side * side * 3]. */
    public List<byte[][]> clips(Weights weights, List<String> captions, int frames, Way way, long seed) {
        int atOnce = Math.max(1, FRAMES_AT_ONCE / frames);
        List<byte[][]> clips = new ArrayList<>();
        for (int first = 0; first < captions.size(); first += atOnce) {
            List<String> some = captions.subList(first, Math.min(first + atOnce, captions.size()));
            RandomGenerator random = new SplittableRandom(seed + first);
            float[] latents = Noise.gaussian(some.size() * frames * LatentClips.FRAME_SIZE, random);
            float[] text = encode(weights, some);
            way.sampler.sample(
                    latents, (x, t) -> noiseIn(weights, x, new Request(t, text, some.size(), frames), way), random);
            clips.addAll(pictures(latents, some.size(), frames));
        }
        return clips;
    }

    /** Predicts the noise in latents [videos * frames, 4, 8, 8] at a timestep. */
    interface GuidedDenoiser {
        Tensor noiseIn(Tensor latents, int timestep);
    }

    /** Videos that more than their captions guide, as many as the denoiser knows. */
    List<byte[][]> guidedClips(int videos, Sampler sampler, GuidedDenoiser denoiser, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        float[] latents = Noise.gaussian(videos * Renderer.FRAMES * LatentClips.FRAME_SIZE, random);
        sampler.sample(
                latents,
                (x, t) -> TensorScope.within(() ->
                        TensorScope.withoutGradient(() -> Floats.array(denoiser.noiseIn(VideoModel.latents(x), t)))),
                random);
        return pictures(latents, videos, Renderer.FRAMES);
    }

    private List<byte[][]> pictures(float[] latents, int videos, int frames) {
        float[] pixels = decode(latents);
        int size = pixels.length / videos;
        List<byte[][]> clips = new ArrayList<>();
        for (int i = 0; i < videos; i++) {
            float[] clip = Arrays.copyOfRange(pixels, i * size, (i + 1) * size);
            clips.add(Pixels.bytes(clip, frames, FramePatches.SIDE));
        }
        return clips;
    }

    /** What a prediction is for: the timestep and the encoded captions of that many videos. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Request(int timestep, float[] text, int videos, int frames) {}

    private float[] encode(Weights weights, List<String> captions) {
        return TensorScope.within(
                () -> TensorScope.withoutGradient(() -> Floats.array(model.encode(weights, captions))));
    }

    private float[] noiseIn(Weights weights, float[] latents, Request request, Way way) {
        PerVideo times = PerVideo.all(request.timestep, request.videos, request.frames);
        int width = request.text.length / (request.videos * Captions.WORDS);
        return TensorScope.within(() -> TensorScope.withoutGradient(() -> {
            Tensor x = VideoModel.latents(latents);
            Tensor text = Floats.tensor(request.text, request.videos, Captions.WORDS, width);
            Tensor guidance = VideoModel.constant(way.guidance);
            return Floats.array(
                    way.guidance == 1
                            ? model.predictNoise(weights, x, times, text)
                            : model.predictGuidedNoise(weights, x, times, text, guidance));
        }));
    }

    private float[] decode(float[] latents) {
        return TensorScope.within(() -> TensorScope.withoutGradient(() -> {
            Tensor scaled = VideoModel.latents(latents).div(new Scalar(Vae.SCALING_FACTOR));
            return Floats.array(model.networks().vae().decode(vae, scaled));
        }));
    }

    /** Held-out captions, each with several pictures. */
    public void drawImages(Weights weights, Way way, Path png) throws IOException {
        List<String> captions = heldOutCaptions();
        List<String> repeated = captions.stream()
                .flatMap(caption -> java.util.Collections.nCopies(IMAGES_PER_ROW, caption).stream())
                .toList();
        List<byte[][]> images = clips(weights, repeated, 1, way, 1);
        ContactSheet sheet = new ContactSheet(FramePatches.SIDE, FramePatches.SIDE, 2);
        for (int row = 0; row < SHEET_ROWS; row++) {
            byte[][] pictures = images.subList(row * IMAGES_PER_ROW, (row + 1) * IMAGES_PER_ROW).stream()
                    .map(image -> image[0])
                    .toArray(byte[][]::new);
            sheet.add(pictures, 1, captions.get(row));
        }
        sheet.write(png);
    }

    /** Held-out captions, each with every second frame of its video. */
    public void drawVideos(Weights weights, Way way, Path png) throws IOException {
        List<String> captions = heldOutCaptions();
        List<byte[][]> videos = clips(weights, captions, Renderer.FRAMES, way, 1);
        ContactSheet sheet = new ContactSheet(FramePatches.SIDE, FramePatches.SIDE, 2);
        for (int row = 0; row < SHEET_ROWS; row++) {
            sheet.add(videos.get(row), 2, captions.get(row));
        }
        sheet.write(png);
    }

    private static List<String> heldOutCaptions() {
        RandomGenerator random = new SplittableRandom(7);
        SceneSampler scenes = SceneSampler.heldOut();
        List<String> captions = new ArrayList<>();
        for (int row = 0; row < SHEET_ROWS; row++) {
            captions.add(Grammar.canonical(scenes.draw(random)));
        }
        return captions;
    }
}
