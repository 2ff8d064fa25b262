package io.framefarm.worker.sampling;

/**
 * DPM-Solver++ 2M, the multistep second-order solver in data prediction (<a
 * href="https://arxiv.org/abs/2211.01095">Lu et al. 2022</a>, algorithm 2): first order at the first and the last step.
 */
final class DpmSolverSampler implements Sampler {

    private final double[] timesteps;
    private final double[] sigmas;
    /** The clean latent estimated at the step before; empty before the first. */
    private float[] previousDenoised = {};

    DpmSolverSampler(BetaSchedule betas, TimestepSpacing spacing, int stepsOffset, int steps, boolean karras) {
        Sigmas levels = new Sigmas(betas);
        if (karras) {
            sigmas = levels.karras(steps);
            timesteps = new double[steps];
            for (int i = 0; i < steps; i++) {
                timesteps[i] = Math.rint(levels.timestepOf(sigmas[i]));
            }
        } else {
            timesteps = timesteps(spacing, stepsOffset, steps, betas.trainSteps());
            sigmas = levels.at(timesteps);
        }
    }

    /** As for the other samplers, but of steps + 1 timesteps all except the cleanest, which is the end point. */
    private static double[] timesteps(TimestepSpacing spacing, int stepsOffset, int steps, int trainSteps) {
        if (spacing == TimestepSpacing.TRAILING) {
            return spacing.timesteps(steps, trainSteps, 0);
        }
        double[] withEnd = TimestepSpacing.rounded(spacing.timesteps(steps + 1, trainSteps, stepsOffset));
        double[] timesteps = new double[steps];
        System.arraycopy(withEnd, 0, timesteps, 0, steps);
        return timesteps;
    }

    @Override
    public float[] timesteps() {
        return Sigmas.toFloats(timesteps);
    }

    /** Noise levels, [steps + 1], the last one 0. */
    float[] sigmas() {
        return Sigmas.toFloats(sigmas);
    }

    @Override
    public float[] noised(int step, float[] clean, float[] noise) {
        return Mixture.of(clean, signal(step), noise, sigmas[step] * signal(step));
    }

    @Override
    public boolean drawsNoise(int step) {
        return false;
    }

    @Override
    public boolean remembersSteps() {
        return true;
    }

    @Override
    public Advance advance(int step, float[] sample, float[] predicted, float[] noise) {
        float signal = (float) signal(step);
        float spread = (float) (sigmas[step] * signal(step));
        float[] denoised = new float[sample.length];
        for (int i = 0; i < denoised.length; i++) {
            denoised[i] = (sample[i] - spread * predicted[i]) / signal;
        }
        boolean firstOrder = previousDenoised.length == 0 || step == timesteps.length - 1;
        float[] next = firstOrder ? sample(step, sample, denoised, denoised, 0) : secondOrder(step, sample, denoised);
        previousDenoised = denoised;
        return new Advance(next, denoised);
    }

    private float[] secondOrder(int step, float[] sample, float[] denoised) {
        double ahead = halfLogSnr(step + 1) - halfLogSnr(step);
        double behind = halfLogSnr(step) - halfLogSnr(step - 1);
        return sample(step, sample, denoised, previousDenoised, (float) (ahead / behind));
    }

    /** The exponential integrator over one step, with the clean latent taken as D0 + (D0 - before) * slope / 2. */
    private float[] sample(int step, float[] sample, float[] denoised, float[] before, float slope) {
        double ahead = halfLogSnr(step + 1) - halfLogSnr(step);
        float keep = (float) (sigmas[step + 1] * signal(step + 1) / (sigmas[step] * signal(step)));
        float add = (float) (-signal(step + 1) * Math.expm1(-ahead));
        float[] next = new float[sample.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = keep * sample[i] + add * denoised[i] + 0.5f * add * slope * (denoised[i] - before[i]);
        }
        return next;
    }

    private double signal(int level) {
        return 1 / Math.sqrt(sigmas[level] * sigmas[level] + 1);
    }

    /** Infinite at the clean end, which makes the last step land on the estimate itself. */
    private double halfLogSnr(int level) {
        return -Math.log(sigmas[level]);
    }
}
