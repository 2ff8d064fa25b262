package io.framefarm.worker.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PhiloxNoiseTest {

    private static final int PLANE = 6 * 5;

    @Test
    void aFrameHasTheSameNoiseHoweverTheShotIsCut() {
        float[] whole = noise(7, 2, 0, 16).draw(1);
        float[] part = noise(7, 2, 10, 4).draw(1);

        for (int channel = 0; channel < 4; channel++) {
            assertThat(Arrays.copyOfRange(part, channel * 4 * PLANE, (channel + 1) * 4 * PLANE))
                    .containsExactly(
                            Arrays.copyOfRange(whole, (channel * 16 + 10) * PLANE, (channel * 16 + 14) * PLANE));
        }
    }

    @Test
    void drawsNeedNoOrder() {
        LatentNoise noise = noise(7, 0, 0, 2);
        float[] third = noise.draw(2);
        noise.draw(0);

        assertThat(noise.draw(2)).containsExactly(third);
    }

    @Test
    void seedShotFrameAndDrawEachChangeTheNoise() {
        float[] base = noise(7, 0, 0, 1).draw(0);

        assertThat(noise(8, 0, 0, 1).draw(0)).doesNotContain(base);
        assertThat(noise(7 + (1L << 40), 0, 0, 1).draw(0)).doesNotContain(base);
        assertThat(noise(7, 1, 0, 1).draw(0)).doesNotContain(base);
        assertThat(noise(7, 0, 1, 1).draw(0)).doesNotContain(base);
        assertThat(noise(7, 0, 0, 1).draw(1)).doesNotContain(base);
    }

    @Test
    void aFrameWhoseSizeIsNoMultipleOfFourIsFilled() {
        float[] noise = LatentNoise.of(NoiseKind.PHILOX, new NoiseWindow(1, 0, 0, 2, 1, 3, 3))
                .draw(0);

        assertThat(noise).hasSize(18).doesNotContain(0f);
    }

    @Test
    void theValuesAreStandardNormal() {
        float[] values = noise(3, 0, 0, 400).draw(0);
        double mean = 0;
        double square = 0;
        double fourth = 0;
        for (float value : values) {
            mean += value / values.length;
            square += value * (double) value / values.length;
            fourth += Math.pow(value, 4) / values.length;
        }

        assertThat(mean).isCloseTo(0, within(0.02));
        assertThat(square).isCloseTo(1, within(0.02));
        assertThat(fourth).isCloseTo(3, within(0.1));
    }

    @Test
    void theFirstValuesStayWhatTheyAre() {
        assertThat(Arrays.copyOf(noise(42, 0, 0, 1).draw(0), 4))
                .containsExactly(-0.9701898f, 0.19401896f, -1.2356207f, 1.9239267f);
    }

    private static LatentNoise noise(long seed, int shot, int firstFrame, int frames) {
        return LatentNoise.of(NoiseKind.PHILOX, new NoiseWindow(seed, shot, firstFrame, frames, 4, 6, 5));
    }
}
