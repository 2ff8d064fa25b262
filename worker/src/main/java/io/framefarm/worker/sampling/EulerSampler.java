package io.framefarm.worker.sampling;

/**
 * Euler's method on the probability flow (<a href="https://arxiv.org/abs/2206.00364">Karras et al. 2022</a>, algorithm 2
 * without churn), and its ancestral variant, which steps below the next noise level and adds fresh noise up to it.
 */
final class EulerSampler implements Sampler {

    private final double[] timesteps;
    private final double[] sigmas;
    private final float initialNoiseScale;
    private final boolean ancestral;

    EulerSampler(BetaSchedule betas, TimestepSpacing spacing, int stepsOffset, int steps, boolean ancestral) {
        this.timesteps = spacing.timesteps(steps, betas.trainSteps(), stepsOffset);
        this.sigmas = new Sigmas(betas).at(timesteps);
        double max = 0;
        for (double sigma : sigmas) {
            max = Math.max(max, sigma);
        }
        // Leading spacing does not start at the noisiest step, so the start keeps the variance of signal and noise.
        this.initialNoiseScale = (float) (spacing == TimestepSpacing.LEADING ? Math.sqrt(max * max + 1) : max);
        this.ancestral = ancestral;
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
    public float initialNoiseScale() {
        return initialNoiseScale;
    }

    @Override
    public float[] networkInput(int step, float[] sample) {
        float scale = (float) Math.sqrt(sigmas[step] * sigmas[step] + 1);
        float[] input = new float[sample.length];
        for (int i = 0; i < input.length; i++) {
            input[i] = sample[i] / scale;
        }
        return input;
    }

    @Override
    public float[] noised(int step, float[] clean, float[] noise) {
        return Mixture.of(clean, 1, noise, sigmas[step]);
    }

    @Override
    public boolean drawsNoise(int step) {
        return ancestral;
    }

    @Override
    public Advance advance(int step, float[] sample, float[] predicted, float[] noise) {
        double from = sigmas[step];
        double to = sigmas[step + 1];
        double up = ancestral ? Math.sqrt(to * to * (from * from - to * to) / (from * from)) : 0;
        double down = ancestral ? Math.sqrt(to * to - up * up) : to;
        float sigma = (float) from;
        float delta = (float) (down - from);
        float fresh = (float) up;
        float[] next = new float[sample.length];
        float[] denoised = new float[sample.length];
        for (int i = 0; i < next.length; i++) {
            denoised[i] = sample[i] - sigma * predicted[i];
            next[i] = sample[i] + delta * predicted[i];
            if (ancestral) {
                next[i] += fresh * noise[i];
            }
        }
        return new Advance(next, denoised);
    }
}
