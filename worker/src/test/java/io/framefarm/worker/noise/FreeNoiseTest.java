package io.framefarm.worker.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreeNoiseTest {

    @Test
    void theFirstWindowHasNoiseOfItsOwn() {
        FreeNoise noise = new FreeNoise(7, 0);

        assertThat(IntStream.range(0, 16).map(noise::source))
                .containsExactlyElementsOf(IntStream.range(0, 16).boxed().toList());
    }

    @Test
    void everyLaterWindowHasTheNoiseOfTheFirstInAnotherOrder() {
        FreeNoise noise = new FreeNoise(7, 0);
        for (int first = 16; first < 400; first += 4) {
            int[] sources =
                    IntStream.range(first, first + 16).map(noise::source).toArray();

            assertThat(Arrays.stream(sources).sorted())
                    .containsExactlyElementsOf(IntStream.range(0, 16).boxed().toList());
        }
    }

    @Test
    void theOrderDependsOnSeedShotAndPlace() {
        int[] order = order(7, 0, 16);

        assertThat(order(7, 0, 16)).isEqualTo(order);
        assertThat(order(8, 0, 16)).isNotEqualTo(order);
        assertThat(order(7, 1, 16)).isNotEqualTo(order);
        assertThat(order(7, 0, 32)).isNotEqualTo(order);
    }

    @Test
    void onlyTheNoiseOfTheStartIsShared() {
        NoiseWindow window = new NoiseWindow(7, 0, 16, 16, 0, true, 1, 1, 4);
        float[] start = LatentNoise.of(NoiseKind.PHILOX, window).draw(0);
        float[] first = LatentNoise.of(NoiseKind.PHILOX, new NoiseWindow(7, 0, 0, 16, 1, 1, 4))
                .draw(0);
        float[] own = LatentNoise.of(NoiseKind.PHILOX, new NoiseWindow(7, 0, 16, 16, 1, 1, 4))
                .draw(1);

        assertThat(sorted(start)).isEqualTo(sorted(first));
        assertThat(start).isNotEqualTo(first);
        assertThat(LatentNoise.of(NoiseKind.PHILOX, window).draw(1)).isEqualTo(own);
    }

    @Test
    void theWindowOfALoopGoesOnWithItsFirstFrame() {
        NoiseWindow across = new NoiseWindow(7, 0, 18, 4, 20, true, 1, 1, 4);
        float[] noise = LatentNoise.of(NoiseKind.PHILOX, across).draw(0);
        float[] start = LatentNoise.of(NoiseKind.PHILOX, new NoiseWindow(7, 0, 0, 2, 1, 1, 4))
                .draw(0);

        assertThat(Arrays.copyOfRange(noise, 8, 16)).isEqualTo(start);
    }

    private static int[] order(long seed, int shot, int first) {
        FreeNoise noise = new FreeNoise(seed, shot);
        return IntStream.range(first, first + 16).map(noise::source).toArray();
    }

    private static float[] sorted(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
