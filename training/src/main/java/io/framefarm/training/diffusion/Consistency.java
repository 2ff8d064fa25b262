package io.framefarm.training.diffusion;

/**
 * The boundary condition of consistency models (Song et al., arXiv 2303.01469) as Latent Consistency Models scale it
 * (Luo et al., arXiv 2310.04378): at time zero the function is the identity.
 */
public final class Consistency {
    private static final double DATA_DEVIATION = 0.5;
    private static final double TIMESTEP_SCALING = 10;

    private Consistency() {}

    /** The share of the noisy input in the result at {@code t}. */
    public static double skip(int t) {
        double scaled = TIMESTEP_SCALING * t;
        return DATA_DEVIATION * DATA_DEVIATION / (scaled * scaled + DATA_DEVIATION * DATA_DEVIATION);
    }

    /** The share of the predicted image in the result at {@code t}. */
    public static double out(int t) {
        double scaled = TIMESTEP_SCALING * t;
        return scaled / Math.sqrt(scaled * scaled + DATA_DEVIATION * DATA_DEVIATION);
    }
}
