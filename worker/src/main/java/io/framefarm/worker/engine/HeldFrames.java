package io.framefarm.worker.engine;

import io.framefarm.worker.sampling.Sampler;
import java.util.BitSet;

/**
 * Frames whose clean latents are known: before every step they are put back, at the noise of that step, so that the other
 * frames grow to fit them (the inpainting of <a href="https://arxiv.org/abs/2201.09865">Lugmayr et al. 2022</a>, equation
 * 8, over frames instead of pixels).
 */
final class HeldFrames {

    static final HeldFrames NONE = new HeldFrames(new BitSet(), new float[0], new LatentShape(0, 0, 0, 0));

    private final BitSet places;
    private final float[] clean;
    private final LatentShape shape;

    /**
     * Holds frames.
     *
     * @param places in the window
     * @param clean [channels, frames, height, width], of which only the frames at these places count
     */
    HeldFrames(BitSet places, float[] clean, LatentShape shape) {
        this.places = places;
        this.clean = clean;
        this.shape = shape;
    }

    boolean any() {
        return !places.isEmpty();
    }

    /** Puts them into a sample at the noise level at which the step starts. */
    void putNoised(float[] sample, Sampler sampler, int step, float[] noise) {
        if (any()) {
            put(sample, sampler.noised(step, clean, noise));
        }
    }

    /** Puts them into a latent as they are. */
    void putClean(float[] latent) {
        put(latent, clean);
    }

    private void put(float[] into, float[] from) {
        places.stream().forEach(place -> shape.setFrame(into, place, shape.frame(from, place)));
    }
}
