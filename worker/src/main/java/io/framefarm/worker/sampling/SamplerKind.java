package io.framefarm.worker.sampling;

/** The samplers that a pack or a recipe can name. */
public enum SamplerKind {
    LCM,
    DDIM,
    EULER,
    EULER_ANCESTRAL,
    DPMPP_2M,
    DPMPP_2M_KARRAS
}
