package io.framefarm.worker.noise;

/** The noise sources that a recipe can name. */
public enum NoiseKind {
    /** A pure function of seed, shot, absolute frame, draw and element: Philox 4x32-10 and Box-Muller. */
    PHILOX,
    /** The stream of PyTorch's CPU generator, so that a seed starts from the same noise as in diffusers. */
    PYTORCH_CPU
}
