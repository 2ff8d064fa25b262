package io.framefarm.worker.sampling;

/**
 * How the noise added per training step grows. The names are diffusers' and mean what they mean there; LDM and
 * ComfyUI call {@link #SCALED_LINEAR} "linear" and {@link #LINEAR} "sqrt_linear".
 */
public enum BetaCurve {
    /** Beta itself grows evenly: AnimateDiff and AnimateLCM. */
    LINEAR,
    /** The root of beta grows evenly: Stable Diffusion images. */
    SCALED_LINEAR
}
