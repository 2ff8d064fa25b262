package io.framefarm.worker.engine;

/** The parts of a render, in order. */
public enum Stage {
    /** Prompts to embeddings. */
    EMBED,
    /** Weights, LoRAs and graphs to runnable sessions. */
    BIND,
    /** Noise to latents. */
    DENOISE,
    /** Latents to frames, delivery included. */
    DECODE
}
