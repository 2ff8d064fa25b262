package io.framefarm.training.data;

import io.framefarm.training.tensor.SafetensorsFile;
import io.framefarm.training.tensor.SafetensorsFile.Precision;
import io.framefarm.training.tensor.StoredTensor;
import io.framefarm.training.world.Grammar;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.Scene;
import io.framefarm.training.world.SceneSampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Clips of the world as the VAE encodes them, for all stages after it. */
public final class LatentClips {
    /** The values of one latent frame: 4 channels of 8 x 8. */
    public static final int FRAME_SIZE = 4 * 8 * 8;

    private static final String TENSOR = "latents";
    private static final double UNCONDITIONAL_SHARE = 0.1;

    private final List<Scene> scenes = new ArrayList<>();
    private final float[] latents; // [clips, frames, 4, 8, 8], unit variance

    /** Latents of unit variance [count * frames, 4, 8, 8], and a caption for every {@code frames} of them. */
    @SuppressWarnings("ArrayRecordComponent") // goes straight into a tensor
    public record Batch(float[] latents, List<String> captions, int frames) {}

    /** A scene of the world and the seed of its rendering; the same for an index on every machine. */
    public record Clip(Scene scene, long seed) {
        public static Clip ofIndex(SceneSampler scenes, int index) {
            RandomGenerator random = new SplittableRandom(0x5EED_0000L + index);
            return new Clip(scenes.draw(random), random.nextLong());
        }
    }

    public LatentClips(float[] latents) {
        this.latents = latents;
        int clips = latents.length / (Renderer.FRAMES * FRAME_SIZE);
        SceneSampler sampler = SceneSampler.training();
        for (int i = 0; i < clips; i++) {
            scenes.add(Clip.ofIndex(sampler, i).scene());
        }
    }

    public static LatentClips read(Path file) throws IOException {
        return new LatentClips(SafetensorsFile.read(file).tensor(TENSOR).values());
    }

    public void write(Path file) throws IOException {
        List<Long> shape = List.of((long) scenes.size(), (long) Renderer.FRAMES, 4L, 8L, 8L);
        new SafetensorsFile(Map.of(), Map.of(TENSOR, new StoredTensor(shape, latents))).write(file, Precision.F16);
    }

    public int size() {
        return scenes.size();
    }

    /** Single frames, each of another clip. */
    public Batch images(int count, double unconditional, RandomGenerator random) {
        return draw(count, 1, unconditional, random);
    }

    public Batch videos(int count, double unconditional, RandomGenerator random) {
        return draw(count, Renderer.FRAMES, unconditional, random);
    }

    /** The usual share of captions left empty, so that the model learns guidance's unconditional half. */
    public static double unconditionalShare() {
        return UNCONDITIONAL_SHARE;
    }

    private Batch draw(int count, int frames, double unconditional, RandomGenerator random) {
        float[] drawn = new float[count * frames * FRAME_SIZE];
        List<String> captions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int clip = random.nextInt(scenes.size());
            int first = frames == 1 ? random.nextInt(Renderer.FRAMES) : 0;
            int from = (clip * Renderer.FRAMES + first) * FRAME_SIZE;
            System.arraycopy(latents, from, drawn, i * frames * FRAME_SIZE, frames * FRAME_SIZE);
            boolean empty = random.nextDouble() < unconditional;
            String caption = Grammar.caption(scenes.get(clip), random.nextLong());
            captions.add(empty ? "" : caption);
        }
        return new Batch(drawn, captions, frames);
    }
}
