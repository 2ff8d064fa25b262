package io.framefarm.worker.sampling;

/**
 * Multistep consistency sampling (<a href="https://arxiv.org/abs/2310.04378">Luo et al. 2023</a>, algorithm 3): predict
 * the clean latent, add fresh noise for the next timestep, repeat.
 */
final class LcmSampler implements Sampler {

    private static final double SIGMA_DATA = 0.5;
    private static final double TIMESTEP_SCALING = 10;

    private final int[] timesteps;
    private final float[] alphasCumprod;

    LcmSampler(BetaSchedule betas, int[] timesteps) {
        this.alphasCumprod = betas.alphasCumprod();
        this.timesteps = timesteps;
    }

    @Override
    public float[] timesteps() {
        float[] told = new float[timesteps.length];
        for (int i = 0; i < told.length; i++) {
            told[i] = timesteps[i];
        }
        return told;
    }

    @Override
    public float[] noised(int step, float[] clean, float[] noise) {
        float alpha = alphasCumprod[timesteps[step]];
        return Mixture.of(clean, Math.sqrt(alpha), noise, Math.sqrt(1 - alpha));
    }

    @Override
    public boolean drawsNoise(int step) {
        return step < timesteps.length - 1;
    }

    @Override
    public Advance advance(int step, float[] sample, float[] predicted, float[] noise) {
        float alpha = alphasCumprod[timesteps[step]];
        float signal = (float) Math.sqrt(alpha);
        float spread = (float) Math.sqrt(1 - alpha);
        // The boundary condition f(x, 0) = x, equation 9.
        double scaled = timesteps[step] * TIMESTEP_SCALING;
        float skip = (float) (SIGMA_DATA * SIGMA_DATA / (scaled * scaled + SIGMA_DATA * SIGMA_DATA));
        float out = (float) (scaled / Math.sqrt(scaled * scaled + SIGMA_DATA * SIGMA_DATA));
        float[] denoised = new float[sample.length];
        for (int i = 0; i < denoised.length; i++) {
            float clean = (sample[i] - spread * predicted[i]) / signal;
            denoised[i] = out * clean + skip * sample[i];
        }
        if (!drawsNoise(step)) {
            return new Advance(denoised, denoised);
        }
        return new Advance(noised(step + 1, denoised, noise), denoised);
    }
}
