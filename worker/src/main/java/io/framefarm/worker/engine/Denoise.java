package io.framefarm.worker.engine;

import io.framefarm.worker.noise.LatentNoise;
import io.framefarm.worker.sampling.Sampler;

/** Walks a sampler from pure noise to a clean latent. */
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

    float[] run(Cancellation cancellation, Steps steps) {
        float[] latent = noise.draw(0);
        for (int i = 0; i < latent.length; i++) {
            latent[i] *= sampler.initialNoiseScale();
        }
        int draws = 1;
        float[] timesteps = sampler.timesteps();
        for (int step = 0; step < timesteps.length; step++) {
            cancellation.check();
            float[] predicted = predict.predict(sampler.networkInput(step, latent), timesteps[step]);
            float[] fresh = sampler.drawsNoise(step) ? noise.draw(draws++) : NO_NOISE;
            latent = sampler.advance(step, latent, predicted, fresh).sample();
            steps.stepDone(step + 1, latent);
        }
        return latent;
    }
}
