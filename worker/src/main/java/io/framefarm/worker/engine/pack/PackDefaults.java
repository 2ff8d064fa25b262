package io.framefarm.worker.engine.pack;

import io.framefarm.worker.sampling.SamplerSettings;

/**
 * How a model is used when a request does not say otherwise.
 *
 * @param width pixels it was trained at
 * @param height pixels it was trained at
 * @param frames window it was trained at
 * @param fps frames a second of its videos
 */
public record PackDefaults(
        int width, int height, int frames, int fps, SamplerSettings sampler, int steps, float guidance) {}
