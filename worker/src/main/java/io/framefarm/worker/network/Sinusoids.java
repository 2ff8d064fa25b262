package io.framefarm.worker.network;

/** Position encodings out of sines and cosines (Vaswani et al. 2017, arXiv:1706.03762, section 3.5). */
public final class Sinusoids {
    private static final double BASE = 10_000;

    private Sinusoids() {}

    /** Sines at even and cosines at odd places, [count, width]. */
    public static float[] positions(int count, int width) {
        float[] result = new float[count * width];
        for (int position = 0; position < count; position++) {
            for (int i = 0; i < width; i += 2) {
                double angle = position * Math.exp(-Math.log(BASE) * i / width);
                result[position * width + i] = (float) Math.sin(angle);
                result[position * width + i + 1] = (float) Math.cos(angle);
            }
        }
        return result;
    }
}
