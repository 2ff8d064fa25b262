package io.framefarm.training.diffusion;

import java.util.random.RandomGenerator;

/** Turns noise into latents in a number of steps. */
public interface Sampler {
    /** Predicts the noise in a batch of latents at a timestep. */
    @FunctionalInterface
    interface Denoiser {
        float[] noiseIn(float[] latents, int timestep);
    }

    /** Denoises {@code latents} in place. */
    void sample(float[] latents, Denoiser denoiser, RandomGenerator random);
}
