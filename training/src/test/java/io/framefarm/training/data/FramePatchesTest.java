package io.framefarm.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.TensorScope;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FramePatchesTest {
    private final FramePatches patches = new FramePatches();

    @Test
    void whatStandsOutFromTheBackgroundCountsMore() {
        FramePatches.Batch batch = patches.frames(1, new SplittableRandom(1));
        float[] weights = Floats.array(batch.emphasis());

        double most = IntStream.range(0, weights.length)
                .mapToDouble(i -> weights[i])
                .max()
                .orElseThrow();
        double least = IntStream.range(0, weights.length)
                .mapToDouble(i -> weights[i])
                .min()
                .orElseThrow();

        assertThat(most).isGreaterThan(2);
        assertThat(least).isBetween(0.5, 0.8);
    }

    @Test
    void emphasisIsOneInTheMean() {
        FramePatches.Batch batch = patches.frames(3, new SplittableRandom(2));

        TensorScope.within(
                () -> assertThat(batch.emphasis().mean().item_double()).isEqualTo(1, within(1e-5)));
    }

    @Test
    void theSameRandomnessGivesTheSamePixels() {
        float[] one = Floats.array(patches.patches(1, new SplittableRandom(3)).pixels());
        float[] other = Floats.array(patches.patches(1, new SplittableRandom(3)).pixels());

        assertThat(one).hasSize(4 * 3 * 32 * 32).containsExactly(other);
    }
}
