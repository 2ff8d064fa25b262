package io.framefarm.training.diffusion;

/** How much of an image is left at each of 1000 timesteps; AnimateDiff's and AnimateLCM's, whose betas are linear. */
public final class NoiseSchedule {
    public static final int TIMESTEPS = 1000;

    private static final double FIRST_BETA = 0.00085;
    private static final double LAST_BETA = 0.012;

    private final double[] alphaBar = new double[TIMESTEPS];

    public NoiseSchedule() {
        double product = 1;
        for (int t = 0; t < TIMESTEPS; t++) {
            product *= 1 - (FIRST_BETA + (LAST_BETA - FIRST_BETA) * t / (TIMESTEPS - 1));
            alphaBar[t] = product;
        }
    }

    /** The share of the image in the variance at {@code t}. */
    public double alphaBar(int t) {
        return alphaBar[t];
    }

    /** What the image is multiplied with at {@code t}. */
    public double signal(int t) {
        return Math.sqrt(alphaBar[t]);
    }

    /** What the noise is multiplied with at {@code t}. */
    public double noise(int t) {
        return Math.sqrt(1 - alphaBar[t]);
    }
}
