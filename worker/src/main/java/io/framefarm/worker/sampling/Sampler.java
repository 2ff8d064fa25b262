package io.framefarm.worker.sampling;

/**
 * One run from noise to a clean latent in a fixed number of steps. Made for one run and used by one thread, steps in
 * order; works on any layout of the latent, since it treats every element alike.
 */
public interface Sampler {

    /** What the network is told at each step, [steps]; not whole numbers for every sampler. */
    float[] timesteps();

    default int steps() {
        return timesteps().length;
    }

    /** Standard deviation of the noise that the run starts from. */
    default float initialNoiseScale() {
        return 1;
    }

    /** What the network is given of the sample at this step. */
    default float[] networkInput(int step, float[] sample) {
        return sample;
    }

    /**
     * The sample that a run would have before this step if it were to end at the clean one, so that it can start there.
     *
     * @param noise standard normal values as many as the clean sample's
     */
    float[] noised(int step, float[] clean, float[] noise);

    /** Whether {@link #advance} uses fresh noise at this step. */
    boolean drawsNoise(int step);

    /** Whether a step needs more than the sample, so that a run cannot be taken up in its middle. */
    default boolean remembersSteps() {
        return false;
    }

    /**
     * Moves the sample one step towards the clean latent.
     *
     * @param step from 0
     * @param sample the current sample
     * @param predicted the noise that the network predicts in it
     * @param noise standard normal values as many as the sample's, read only where {@link #drawsNoise} says so
     */
    Advance advance(int step, float[] sample, float[] predicted, float[] noise);
}
