package io.framefarm.worker.engine;

import io.framefarm.worker.noise.LatentNoise;
import io.framefarm.worker.sampling.Sampler;

/** Walks a sampler from noise to a clean latent. */
final class Denoise {

    private static final float[] NO_NOISE = {};

    private final Sampler sampler;
    private final LatentNoise noise;
    private final PredictNoise predict;

    Denoise(Sampler sampler, LatentNoise noise, PredictNoise predict) {
        this.sampler = sampler;
        this.noise = noise;
        this.predict = predict;
    }

    /** Hears of each step's end. */
    interface Steps {
        void stepDone(int done, float[] latent);
    }

    /** Starts from noise alone. */
    float[] run(Cancellation cancellation, Steps steps) {
        float[] latent = noise.draw(0);
        for (int i = 0; i < latent.length; i++) {
            latent[i] *= sampler.initialNoiseScale();
        }
        return walk(0, latent, cancellation, steps);
    }

    /** Starts from a clean latent under as much noise as there is left before the given step. */
    float[] runFrom(int firstStep, float[] clean, Cancellation cancellation, Steps steps) {
        return walk(firstStep, sampler.noised(firstStep, clean, noise.draw(0)), cancellation, steps);
    }

    private float[] walk(int firstStep, float[] start, Cancellation cancellation, Steps steps) {
        float[] latent = start;
        int draws = 1;
        float[] timesteps = sampler.timesteps();
        int made = timesteps.length - firstStep;
        for (int step = firstStep; step < timesteps.length; step++) {
            cancellation.check();
            int index = step - firstStep;
            float[] predicted =
                    predict.predict(new Step(index, made, timesteps[step]), sampler.networkInput(step, latent));
            float[] fresh = sampler.drawsNoise(step) ? noise.draw(draws++) : NO_NOISE;
            latent = sampler.advance(step, latent, predicted, fresh).sample();
            steps.stepDone(index + 1, latent);
        }
        return latent;
    }
}
