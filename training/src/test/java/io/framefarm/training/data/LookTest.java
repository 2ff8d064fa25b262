package io.framefarm.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookTest {
    private static final float[] RED_AND_BLACK = {1, -1, -1, -1, -1, -1}; // one frame of two pixels

    @Test
    void asDrawnChangesNothing() {
        float[] planes = RED_AND_BLACK.clone();

        Look.AS_DRAWN.apply(planes, 1);

        assertThat(planes).isEqualTo(RED_AND_BLACK);
    }

    @Test
    void sepiaKeepsTheOrderOfLightnessAndMakesAllHuesBrown() {
        float[] planes = RED_AND_BLACK.clone();

        Look.SEPIA.apply(planes, 1);

        for (int pixel = 0; pixel < 2; pixel++) {
            assertThat(planes[pixel]).isGreaterThan(planes[2 + pixel]);
            assertThat(planes[2 + pixel]).isGreaterThan(planes[4 + pixel]);
        }
        assertThat(planes[0]).isGreaterThan(planes[1]);
    }

    @Test
    void equalLightnessGetsEqualTones() {
        float[] planes = {0.587f, 0, 0, 0.299f, 0, 0}; // red and green of lightness 0.175513

        Look.SEPIA.apply(planes, 1);

        assertThat(planes[0]).isEqualTo(planes[1]);
        assertThat(planes[4]).isEqualTo(planes[5]);
    }
}
