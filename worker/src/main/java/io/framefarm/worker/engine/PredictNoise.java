package io.framefarm.worker.engine;

/** Predicts the noise in a latent, guidance included. */
interface PredictNoise {

    /**
     * Runs the network.
     *
     * @param latent [channels, frames, height, width]
     * @return the same shape
     */
    float[] predict(Step step, float[] latent);
}
