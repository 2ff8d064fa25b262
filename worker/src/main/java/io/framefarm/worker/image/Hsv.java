package io.framefarm.worker.image;

import io.framefarm.protocol.frame.RgbFrame;

/**
 * Hue, saturation and value (<a href="https://doi.org/10.1145/965139.807361">Smith 1978</a>) in bytes as OpenCV keeps
 * them, hues in steps of two degrees, with its rounding.
 */
final class Hsv {
    /** One more than the largest hue. */
    static final int HUES = 180;

    private static final int SHIFT = 12;
    private static final int HALF = 1 << (SHIFT - 1);
    private static final int SEXTANTS = 6;

    /** Which of highest, lowest, falling and rising level red, green and blue have in each sixth of the circle. */
    private static final int[][] LEVELS = {{0, 3, 1}, {2, 0, 1}, {1, 0, 3}, {1, 2, 0}, {3, 1, 0}, {0, 1, 2}};

    private Hsv() {}

    /** From red, green and blue of each pixel to hue, saturation and value. */
    static byte[] of(byte[] rgb) {
        byte[] hsv = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i += RgbFrame.CHANNELS) {
            int r = rgb[i] & 0xFF;
            int g = rgb[i + 1] & 0xFF;
            int b = rgb[i + 2] & 0xFF;
            int value = Math.max(r, Math.max(g, b));
            int range = value - Math.min(r, Math.min(g, b));
            hsv[i] = (byte) hue(r, g, b, value, range);
            hsv[i + 1] = (byte) (value == 0 ? 0 : rounded(range * reciprocal(255, value)));
            hsv[i + 2] = (byte) value;
        }
        return hsv;
    }

    private static int hue(int r, int g, int b, int value, int range) {
        if (range == 0) {
            return 0;
        }
        int ahead;
        if (value == r) {
            ahead = g - b;
        } else if (value == g) {
            ahead = b - r + 2 * range;
        } else {
            ahead = r - g + 4 * range;
        }
        int hue = rounded(ahead * reciprocal((double) HUES / SEXTANTS, range));
        return hue < 0 ? hue + HUES : hue;
    }

    private static int rounded(int fixedPoint) {
        return (fixedPoint + HALF) >> SHIFT;
    }

    private static int reciprocal(double of, int by) {
        return (int) Math.rint(of * (1 << SHIFT) / by);
    }

    /** Cut off, not rounded: that is what OpenCV does on processors with vector instructions. */
    static byte[] toRgb(byte[] hsv) {
        byte[] rgb = new byte[hsv.length];
        float[] levels = new float[4];
        for (int i = 0; i < hsv.length; i += RgbFrame.CHANNELS) {
            float hue = (hsv[i] & 0xFF) * ((float) SEXTANTS / HUES) % SEXTANTS;
            float saturation = (hsv[i + 1] & 0xFF) * (1f / 255);
            float value = (hsv[i + 2] & 0xFF) * (1f / 255);
            int sextant = (int) hue;
            float within = hue - sextant;
            levels[0] = value;
            levels[1] = value * (1 - saturation);
            levels[2] = value * (1 - saturation * within);
            levels[3] = value * (1 - saturation * (1 - within));
            int[] order = LEVELS[sextant];
            for (int channel = 0; channel < RgbFrame.CHANNELS; channel++) {
                rgb[i + channel] = (byte) (int) (levels[order[channel]] * 255);
            }
        }
        return rgb;
    }
}
