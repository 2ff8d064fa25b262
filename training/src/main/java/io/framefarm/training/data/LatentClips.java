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
    private static final int FRAMES_PER_CAPTION = 2;

    private final List<Scene> scenes = new ArrayList<>();
    private final float[] latents; // [clips, frames, 4, 8, 8], unit variance

    /**
     * Latents of unit variance, and their captions.
     *
     * @param latents [videos * frames, 4, 8, 8]
     * @param captions each for as many consecutive videos as the others
     */
    @SuppressWarnings("ArrayRecordComponent") // goes straight into a tensor
    public record Batch(float[] latents, List<String> captions, int frames) {
        public int videos() {
            return latents.length / (frames * FRAME_SIZE);
        }
    }

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

    /** Single frames; two of each clip share a caption, since a caption costs about as much as a frame. */
    public Batch images(int count, double unconditional, RandomGenerator random) {
        int each = count % FRAMES_PER_CAPTION == 0 ? FRAMES_PER_CAPTION : 1;
        float[] drawn = new float[count * FRAME_SIZE];
        List<String> captions = new ArrayList<>();
        for (int i = 0; i < count; i += each) {
            int clip = random.nextInt(scenes.size());
            for (int j = i; j < i + each; j++) {
                copy(clip, random.nextInt(Renderer.FRAMES), 1, drawn, j);
            }
            captions.add(caption(clip, unconditional, random));
        }
        return new Batch(drawn, captions, 1);
    }

    /** Whole clips, and the scenes that they show. */
    public record Drawn(Batch batch, List<Clip> clips) {
        public Drawn {
            clips = List.copyOf(clips);
        }
    }

    /** Whole clips. */
    public Batch videos(int count, double unconditional, RandomGenerator random) {
        return draw(count, unconditional, random).batch();
    }

    /** Whole clips, and of what they are. */
    public Drawn draw(int count, double unconditional, RandomGenerator random) {
        List<Clip> clips = new ArrayList<>();
        float[] drawn = new float[count * Renderer.FRAMES * FRAME_SIZE];
        List<String> captions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int clip = random.nextInt(scenes.size());
            clips.add(Clip.ofIndex(SceneSampler.training(), clip));
            copy(clip, 0, Renderer.FRAMES, drawn, i * Renderer.FRAMES);
            captions.add(caption(clip, unconditional, random));
        }
        return new Drawn(new Batch(drawn, captions, Renderer.FRAMES), clips);
    }

    /** The usual share of captions left empty, so that the model learns guidance's unconditional half. */
    public static double unconditionalShare() {
        return UNCONDITIONAL_SHARE;
    }

    private void copy(int clip, int firstFrame, int frames, float[] target, int targetFrame) {
        int from = (clip * Renderer.FRAMES + firstFrame) * FRAME_SIZE;
        System.arraycopy(latents, from, target, targetFrame * FRAME_SIZE, frames * FRAME_SIZE);
    }

    private String caption(int clip, double unconditional, RandomGenerator random) {
        String caption = Grammar.caption(scenes.get(clip), random.nextLong());
        return random.nextDouble() < unconditional ? "" : caption;
    }
}
