package io.framefarm.worker.sampling;

/** What a step yields. */
public final class Advance {

    private final float[] sample;
    private final float[] denoised;

    Advance(float[] sample, float[] denoised) {
        this.sample = sample;
        this.denoised = denoised;
    }

    /** The input of the next step, or the result after the last. */
    public float[] sample() {
        return sample;
    }

    /** The clean latent as estimated at this step. */
    public float[] denoised() {
        return denoised;
    }
}
