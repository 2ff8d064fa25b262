package io.framefarm.worker.sampling;

import java.util.ArrayList;
import java.util.List;

/**
 * A step as the weighted sum that it is, whatever sampler takes it, for those who compute it elsewhere.
 *
 * @param timestep what the network is told
 * @param input what the sample is multiplied with before the network sees it
 * @param next of what the next step starts from
 * @param clean of the clean latent as estimated at this step
 * @param drawsNoise whether it uses fresh noise
 */
public record LinearStep(float timestep, float input, Weights next, Weights clean, boolean drawsNoise) {

    /** How much of each goes into a sum. */
    public record Weights(float sample, float predicted, float noise) {
        private static Weights of(float[] each) {
            return new Weights(each[0], each[1], each[2]);
        }
    }

    private static final float[] SAMPLE = {1, 0, 0};
    private static final float[] PREDICTED = {0, 1, 0};
    private static final float[] NOISE = {0, 0, 1};

    /** All steps of a sampler that remembers none of them. */
    public static List<LinearStep> of(Sampler sampler) {
        if (sampler.remembersSteps()) {
            throw new IllegalArgumentException(
                    "sampler: its steps build on each other (allowed: one whose steps do not)");
        }
        List<LinearStep> steps = new ArrayList<>();
        for (int i = 0; i < sampler.steps(); i++) {
            // Three elements that stand for the sample, the prediction and the noise: what comes out are their weights.
            Advance weights = sampler.advance(i, SAMPLE, PREDICTED, NOISE);
            steps.add(new LinearStep(
                    sampler.timesteps()[i],
                    sampler.networkInput(i, SAMPLE)[0],
                    Weights.of(weights.sample()),
                    Weights.of(weights.denoised()),
                    sampler.drawsNoise(i)));
        }
        return steps;
    }
}
