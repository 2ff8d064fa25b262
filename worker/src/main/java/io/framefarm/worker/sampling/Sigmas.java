package io.framefarm.worker.sampling;

/**
 * Noise levels in the variance-exploding form sigma = sqrt((1 - a) / a) (<a
 * href="https://arxiv.org/abs/2206.00364">Karras et al. 2022</a>, appendix C.3).
 */
final class Sigmas {

    private static final double KARRAS_RHO = 7;

    private final float[] training;

    Sigmas(BetaSchedule betas) {
        float[] alphas = betas.alphasCumprod();
        training = new float[alphas.length];
        for (int t = 0; t < training.length; t++) {
            training[t] = (float) Math.sqrt((1 - alphas[t]) / alphas[t]);
        }
    }

    /** The noise level at a timestep, interpolated between training steps. */
    double at(double timestep) {
        int below = (int) Math.min(Math.max(Math.floor(timestep), 0), training.length - 2.0);
        double share = Math.min(Math.max(timestep - below, 0), 1);
        return training[below] + share * ((double) training[below + 1] - training[below]);
    }

    /** The levels at these timesteps, then 0: [steps + 1]. */
    double[] at(double[] timesteps) {
        double[] sigmas = new double[timesteps.length + 1];
        for (int i = 0; i < timesteps.length; i++) {
            sigmas[i] = (float) at(timesteps[i]);
        }
        return sigmas;
    }

    /** Levels that crowd towards the clean end, then 0: [steps + 1] (Karras et al. 2022, equation 5). */
    double[] karras(int steps) {
        double max = Math.pow(training[training.length - 1], 1 / KARRAS_RHO);
        double min = Math.pow(training[0], 1 / KARRAS_RHO);
        double[] sigmas = new double[steps + 1];
        for (int i = 0; i < steps; i++) {
            double share = steps == 1 ? 0 : (double) i / (steps - 1);
            sigmas[i] = Math.pow(max + share * (min - max), KARRAS_RHO);
        }
        return sigmas;
    }

    /** The timestep of a noise level, interpolated between training steps in the logarithm. */
    double timestepOf(double sigma) {
        double log = Math.log(Math.max(sigma, 1e-10));
        int below = 0;
        while (below < training.length - 2 && Math.log(training[below + 1]) <= log) {
            below++;
        }
        double low = Math.log(training[below]);
        double high = Math.log(training[below + 1]);
        double share = Math.min(Math.max((low - log) / (low - high), 0), 1);
        return below + share;
    }

    static float[] toFloats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
