package io.framefarm.worker.sampling;

/** Denoising diffusion implicit models (<a href="https://arxiv.org/abs/2010.02502">Song et al. 2020</a>, equation 12). */
final class DdimSampler implements Sampler {

    private final float[] alphasCumprod;
    private final double[] timesteps;
    private final int stride;
    private final float lastAlpha;
    private final float eta;

    /**
     * Plans a run.
     *
     * @param eta 0 is deterministic, 1 draws as much noise as DDPM
     * @param alphaOneAtEnd whether the last step ends at a fully clean latent or at the first training step
     */
    DdimSampler(
            BetaSchedule betas, TimestepSpacing spacing, int stepsOffset, int steps, float eta, boolean alphaOneAtEnd) {
        this.alphasCumprod = betas.alphasCumprod();
        this.timesteps = TimestepSpacing.rounded(spacing.timesteps(steps, betas.trainSteps(), stepsOffset));
        this.stride = betas.trainSteps() / steps;
        this.lastAlpha = alphaOneAtEnd ? 1 : alphasCumprod[0];
        this.eta = eta;
    }

    @Override
    public float[] timesteps() {
        return Sigmas.toFloats(timesteps);
    }

    @Override
    public float[] noised(int step, float[] clean, float[] noise) {
        float alpha = alphasCumprod[(int) timesteps[step]];
        return Mixture.of(clean, Math.sqrt(alpha), noise, Math.sqrt(1 - alpha));
    }

    @Override
    public boolean drawsNoise(int step) {
        return eta > 0;
    }

    @Override
    public Advance advance(int step, float[] sample, float[] predicted, float[] noise) {
        int t = (int) timesteps[step];
        float alpha = alphasCumprod[t];
        float nextAlpha = t - stride >= 0 ? alphasCumprod[t - stride] : lastAlpha;
        float signal = (float) Math.sqrt(alpha);
        float spread = (float) Math.sqrt(1 - alpha);
        float deviation = eta * (float) Math.sqrt((1 - nextAlpha) / (1 - alpha) * (1 - alpha / nextAlpha));
        float nextSignal = (float) Math.sqrt(nextAlpha);
        float direction = (float) Math.sqrt(1 - nextAlpha - deviation * deviation);
        float[] next = new float[sample.length];
        float[] denoised = new float[sample.length];
        for (int i = 0; i < next.length; i++) {
            denoised[i] = (sample[i] - spread * predicted[i]) / signal;
            next[i] = nextSignal * denoised[i] + direction * predicted[i];
            if (eta > 0) {
                next[i] += deviation * noise[i];
            }
        }
        return new Advance(next, denoised);
    }
}
