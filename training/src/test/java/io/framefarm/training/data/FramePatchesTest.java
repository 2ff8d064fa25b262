package io.framefarm.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.TensorScope;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FramePatchesTest {
    private final FramePatches patches = new FramePatches();

    @Test
    void patchesShowMoreOfTheSubjectThanFrames() {
        double inPatches = shareOfForeground(patches.patches(4, new SplittableRandom(1)), 1);
        double inFrames = shareOfForeground(patches.frames(16, new SplittableRandom(1)), 4);

        assertThat(inPatches).isGreaterThan(1.5 * inFrames);
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

    /** Foreground is where the emphasis is above that of the background, its least. */
    private static double shareOfForeground(FramePatches.Batch batch, double emphasis) {
        float[] weights = Floats.array(batch.emphasis());
        float least = Float.MAX_VALUE;
        for (float weight : weights) {
            least = Math.min(least, weight);
        }
        double sum = 0;
        for (float weight : weights) {
            sum += (weight / least - 1) / emphasis;
        }
        return sum / weights.length;
    }
}
