package io.framefarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class PixelsTest {

    @Test
    void channelsAreInterleavedScaledRoundedAndClamped() {
        // Two pixels: red -1 and 1, green 0 and 5, blue -7 and -0.5.
        FloatBuffer image = FloatBuffer.wrap(new float[] {-1, 1, 0, 5, -7, -0.5f});

        assertThat(Pixels.toBytes(image, 2)).containsExactly(0, 128, 0, 255, 255, 64);
    }
}
