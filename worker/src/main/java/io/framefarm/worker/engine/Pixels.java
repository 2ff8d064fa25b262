package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** From frames to the planes of floats that networks see, and back. */
final class Pixels {

    /** Pixels that one processor converts at a time. */
    private static final int BLOCK = 1 << 14;

    private Pixels() {}

    /** Writes an image as [3, height, width], its bytes brought to 0 to 1, then times {@code scale} plus {@code offset}. */
    static void put(RgbFrame image, float scale, float offset, FloatBuffer to) {
        int pixels = image.width() * image.height();
        byte[] rgb = image.rgb();
        for (int channel = 0; channel < RgbFrame.CHANNELS; channel++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                to.put((rgb[pixel * RgbFrame.CHANNELS + channel] & 0xFF) / 255f * scale + offset);
            }
        }
    }

    /** From [3, height, width] around -1 to 1 to [height, width, 3] in bytes, rounded as diffusers does. */
    static byte[] toBytes(FloatBuffer image, int pixels) {
        byte[] rgb = new byte[pixels * RgbFrame.CHANNELS];
        int blocks = (pixels + BLOCK - 1) / BLOCK;
        // On all processors, for whoever runs the network waits meanwhile.
        IntStream.range(0, blocks)
                .parallel()
                .forEach(block -> toBytes(image, pixels, block * BLOCK, Math.min(pixels, (block + 1) * BLOCK), rgb));
        return rgb;
    }

    private static void toBytes(FloatBuffer image, int pixels, int from, int to, byte[] rgb) {
        for (int channel = 0; channel < RgbFrame.CHANNELS; channel++) {
            for (int pixel = from; pixel < to; pixel++) {
                float unit = image.get(channel * pixels + pixel) / 2 + 0.5f;
                rgb[pixel * RgbFrame.CHANNELS + channel] = (byte) Math.rint(Math.min(Math.max(unit, 0), 1) * 255);
            }
        }
    }
}
