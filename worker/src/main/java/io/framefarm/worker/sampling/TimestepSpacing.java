package io.framefarm.worker.sampling;

/**
 * Which training steps a run of few steps visits (<a href="https://arxiv.org/abs/2305.08891">Lin et al. 2023</a>,
 * table 2).
 */
public enum TimestepSpacing {
    /** Whole multiples of a fixed stride from 0 up: never visits the noisiest step. */
    LEADING,
    /** First and last step, and evenly between. */
    LINSPACE,
    /** A fixed stride from the noisiest step down. */
    TRAILING;

    /**
     * The timesteps of a run, from noisy to clean, not rounded.
     *
     * @param steps number of timesteps
     * @param trainSteps number of training steps
     * @param offset added under {@link #LEADING} only
     */
    double[] timesteps(int steps, int trainSteps, int offset) {
        if (steps < 1 || steps > trainSteps) {
            throw new IllegalArgumentException("steps: " + steps + " (allowed: 1 to " + trainSteps + ")");
        }
        int stride = trainSteps / steps;
        double[] timesteps = new double[steps];
        for (int i = 0; i < steps; i++) {
            timesteps[i] = switch (this) {
                case LEADING -> stride * (steps - 1 - i) + offset;
                case LINSPACE -> steps == 1 ? 0 : (double) (trainSteps - 1) * (steps - 1 - i) / (steps - 1);
                case TRAILING -> Math.rint(trainSteps - i * ((double) trainSteps / steps)) - 1;
            };
        }
        return timesteps;
    }

    static double[] rounded(double[] timesteps) {
        double[] rounded = new double[timesteps.length];
        for (int i = 0; i < timesteps.length; i++) {
            rounded[i] = Math.rint(timesteps[i]);
        }
        return rounded;
    }
}
