package io.framefarm.worker.engine;

import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.sampling.SamplerKind;

/**
 * How a recipe is sampled.
 *
 * @param guidance classifier-free guidance scale; at 1 the network runs once a step and the negative prompt is not used
 */
public record Sampling(SamplerKind sampler, int steps, float guidance, NoiseKind noise) {

    private static final int MAX_STEPS = 200;
    private static final float MAX_GUIDANCE = 50;

    public Sampling {
        if (steps < 1 || steps > MAX_STEPS) {
            throw new IllegalArgumentException("steps: " + steps + " (allowed: 1 to " + MAX_STEPS + ")");
        }
        if (!(guidance >= 0 && guidance <= MAX_GUIDANCE)) {
            throw new IllegalArgumentException("guidance: " + guidance + " (allowed: 0 to " + MAX_GUIDANCE + ")");
        }
    }

    /** Whether each step needs the network twice, with and without the prompt. */
    public boolean guided() {
        return guidance != 1;
    }
}
