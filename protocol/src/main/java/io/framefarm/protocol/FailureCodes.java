package io.framefarm.protocol;

/** Codes of failures that the receiver acts on; all others are for people and counters. */
public final class FailureCodes {
    /** Latents that a segment needs can no longer be read, neither from the cache nor from the topic. */
    public static final String LATENTS_GONE = "LATENTS_GONE";

    private FailureCodes() {}
}
