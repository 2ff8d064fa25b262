package io.framefarm.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.training.world.Grammar;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.SceneSampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatentClipsTest {
    private static final int CLIPS = 5;

    private final LatentClips clips = new LatentClips(numbered());

    @Test
    void aVideoIsAWholeClipWithACaptionOfItsScene() {
        LatentClips.Batch batch = clips.videos(3, 0, random());

        assertThat(batch.videos()).isEqualTo(3);
        for (int video = 0; video < 3; video++) {
            int first = video * Renderer.FRAMES * LatentClips.FRAME_SIZE;
            int clip = (int) batch.latents()[first] / Renderer.FRAMES;
            assertThat(batch.latents()[first + LatentClips.FRAME_SIZE]).isEqualTo(clip * Renderer.FRAMES + 1);
            assertThat(Grammar.parse(batch.captions().get(video)))
                    .contains(LatentClips.Clip.ofIndex(SceneSampler.training(), clip)
                            .scene());
        }
    }

    @Test
    void twoStillsOfAClipShareACaption() {
        LatentClips.Batch batch = clips.images(6, 0, random());

        assertThat(batch.captions()).hasSize(3);
        assertThat(batch.videos()).isEqualTo(6);
        for (int still = 0; still < 6; still += 2) {
            int one = (int) batch.latents()[still * LatentClips.FRAME_SIZE] / Renderer.FRAMES;
            int other = (int) batch.latents()[(still + 1) * LatentClips.FRAME_SIZE] / Renderer.FRAMES;
            assertThat(one).isEqualTo(other);
        }
    }

    @Test
    void theUnconditionalShareHasNoCaption() {
        assertThat(clips.images(8, 1, random()).captions()).containsOnly("");
        assertThat(clips.images(8, 0, random()).captions()).doesNotContain("");
    }

    @Test
    void clipsComeBackFromTheirFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("clips.safetensors");
        clips.write(file);

        LatentClips read = LatentClips.read(file);

        assertThat(read.size()).isEqualTo(CLIPS);
        assertThat(read.videos(2, 0, random())).usingRecursiveComparison().isEqualTo(clips.videos(2, 0, random()));
    }

    private static RandomGenerator random() {
        return new SplittableRandom(4);
    }

    /** Latents whose every value is the number of their frame. */
    private static float[] numbered() {
        float[] latents = new float[CLIPS * Renderer.FRAMES * LatentClips.FRAME_SIZE];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = Math.floorDiv(i, LatentClips.FRAME_SIZE);
        }
        return latents;
    }
}
