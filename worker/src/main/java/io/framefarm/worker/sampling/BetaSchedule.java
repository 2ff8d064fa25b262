package io.framefarm.worker.sampling;

/**
 * The variances that a diffusion model was trained with (<a href="https://arxiv.org/abs/2006.11239">Ho et al. 2020</a>,
 * section 2).
 *
 * @param curve how beta grows from start to end
 * @param start beta at the first training step
 * @param end beta at the last training step
 * @param trainSteps number of training steps
 */
public record BetaSchedule(BetaCurve curve, double start, double end, int trainSteps) {

    /** The schedule that AnimateDiff and AnimateLCM were trained with. */
    public static final BetaSchedule ANIMATE_DIFF = new BetaSchedule(BetaCurve.LINEAR, 0.00085, 0.012, 1000);

    public BetaSchedule {
        if (!(start > 0 && start < end && end < 1)) {
            throw new IllegalArgumentException(
                    "beta start and end: " + start + ", " + end + " (allowed: 0 < start < end < 1)");
        }
        if (trainSteps < 2) {
            throw new IllegalArgumentException("trainSteps: " + trainSteps + " (allowed: at least 2)");
        }
    }

    /** The share of the clean signal's variance left after each training step, [trainSteps]. */
    public float[] alphasCumprod() {
        float[] alphas = new float[trainSteps];
        double product = 1;
        for (int t = 0; t < trainSteps; t++) {
            product *= 1f - beta(t);
            alphas[t] = (float) product;
        }
        return alphas;
    }

    private float beta(int t) {
        double share = (double) t / (trainSteps - 1);
        if (curve == BetaCurve.LINEAR) {
            return (float) (start + share * (end - start));
        }
        float root = (float) (Math.sqrt(start) + share * (Math.sqrt(end) - Math.sqrt(start)));
        return root * root;
    }
}
