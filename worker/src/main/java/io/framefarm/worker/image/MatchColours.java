package io.framefarm.worker.image;

import io.framefarm.protocol.frame.RgbFrame;

/**
 * Shifts the colours of frames towards those of the image that they start from, as the authors of AnimateLCM-I2V do
 * (arXiv:2402.00769): a few consistency steps fade and drift. Hues move by a small share of the difference of the means,
 * saturation and value by all of it.
 */
public final class MatchColours {
    private static final double[] SHARE = {0.03, 1, 1};
    private static final int[] LARGEST = {Hsv.HUES, 255, 255};

    private final double[] sourceMeans;

    /** Takes the colours of the image as it was given, not cut to the size of the frames. */
    public MatchColours(RgbFrame source) {
        this.sourceMeans = means(Hsv.of(source.rgb()));
    }

    public RgbFrame apply(RgbFrame frame) {
        byte[] hsv = Hsv.of(frame.rgb());
        double[] means = means(hsv);
        for (int i = 0; i < hsv.length; i++) {
            int channel = i % RgbFrame.CHANNELS;
            double shifted = (hsv[i] & 0xFF) + SHARE[channel] * (sourceMeans[channel] - means[channel]);
            hsv[i] = (byte) (int) Math.min(Math.max(shifted, 0), LARGEST[channel]);
        }
        return new RgbFrame(frame.width(), frame.height(), Hsv.toRgb(hsv));
    }

    private static double[] means(byte[] hsv) {
        double[] sums = new double[RgbFrame.CHANNELS];
        for (int i = 0; i < hsv.length; i++) {
            sums[i % RgbFrame.CHANNELS] += hsv[i] & 0xFF;
        }
        int pixels = hsv.length / RgbFrame.CHANNELS;
        for (int channel = 0; channel < sums.length; channel++) {
            sums[channel] /= pixels;
        }
        return sums;
    }
}
