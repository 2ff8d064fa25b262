package io.framefarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.frame.RgbFrame;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatentSketchTest {
    private static final int CHANNELS = 4;
    private static final int SIDE = 8;
    private static final int PIXELS = 8;

    private final LatentSketch sketch = new LatentSketch(CHANNELS);

    private static float[] latent(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] latent = new float[CHANNELS * SIDE * SIDE];
        for (int i = 0; i < latent.length; i++) {
            latent[i] = (float) random.nextDouble(-1, 1);
        }
        return latent;
    }

    /** An autoencoder whose colours are sums of channels. */
    private static int colour(float[] latent, int cell, int colour) {
        int plane = SIDE * SIDE;
        return Math.round(128 + 60 * latent[colour * plane + cell] - 30 * latent[3 * plane + cell]);
    }

    private static RgbFrame decoded(float[] latent) {
        byte[] rgb = new byte[3 * SIDE * PIXELS * SIDE * PIXELS];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            int x = pixel % (SIDE * PIXELS) / PIXELS;
            int y = pixel / (SIDE * PIXELS) / PIXELS;
            rgb[i] = (byte) colour(latent, y * SIDE + x, i % 3);
        }
        return new RgbFrame(SIDE * PIXELS, SIDE * PIXELS, rgb);
    }

    @Test
    void nothingIsDrawnBeforeTheDecoderHasShownWhatItDoes() {
        assertThat(sketch.draw(latent(1), SIDE, SIDE)).isEmpty();
    }

    @Test
    void aLatentIsDrawnInTheColoursThatTheDecoderWouldGiveIt() {
        sketch.learn(latent(1), SIDE, SIDE, decoded(latent(1)));

        RgbFrame drawn = sketch.draw(latent(2), SIDE, SIDE).orElseThrow();

        assertThat(drawn.width()).isEqualTo(SIDE);
        for (int i = 0; i < drawn.rgb().length; i++) {
            assertThat(drawn.rgb()[i] & 255)
                    .isBetween(colour(latent(2), i / 3, i % 3) - 2, colour(latent(2), i / 3, i % 3) + 2);
        }
    }

    @Test
    void aChannelThatNeverChangesDoesNoHarm() {
        float[] flat = new float[CHANNELS * SIDE * SIDE];
        sketch.learn(flat, SIDE, SIDE, decoded(flat));

        RgbFrame drawn = sketch.draw(flat, SIDE, SIDE).orElseThrow();

        assertThat(drawn.rgb()[0] & 255).isBetween(126, 130);
    }
}
