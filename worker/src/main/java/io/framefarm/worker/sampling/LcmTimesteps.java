package io.framefarm.worker.sampling;

/** How a few timesteps are picked from the grid that a consistency model was distilled on. */
public enum LcmTimesteps {
    /** Evenly over the whole grid, rounded down: diffusers and AnimateLCM. */
    EVEN,
    /** Every n-th of the grid from the noisy end: the first LCM release and T2V-Turbo. */
    STRIDE;

    /**
     * The timesteps of a run, from noisy to clean.
     *
     * @param trainSteps number of training steps
     * @param originalSteps size of the grid
     * @param strength share of the grid that is used, counted from the clean end; 1 starts from pure noise
     * @param steps number of timesteps
     */
    int[] select(int trainSteps, int originalSteps, double strength, int steps) {
        if (originalSteps < 1 || originalSteps > trainSteps) {
            throw new IllegalArgumentException(
                    "originalSteps: " + originalSteps + " (allowed: 1 to " + trainSteps + ")");
        }
        if (!(strength > 0 && strength <= 1)) {
            throw new IllegalArgumentException("strength: " + strength + " (allowed: above 0, up to 1)");
        }
        int stride = trainSteps / originalSteps;
        int grid = (int) (originalSteps * strength);
        if (steps < 1 || steps > grid) {
            throw new IllegalArgumentException("steps: " + steps + " (allowed: 1 to " + grid
                    + ", the distillation grid of " + originalSteps + " steps at strength " + strength + ")");
        }
        int[] timesteps = new int[steps];
        for (int i = 0; i < steps; i++) {
            int fromNoisyEnd = this == EVEN ? (int) Math.floor(i * ((double) grid / steps)) : i * (grid / steps);
            timesteps[i] = (grid - fromNoisyEnd) * stride - 1;
        }
        return timesteps;
    }
}
