package io.framefarm.training.data;

/** Turns captions into the token ids that the text encoder reads. */
@FunctionalInterface
public interface Captions {
    /** How many ids a caption has, padding included. */
    int WORDS = 77;

    /** {@link #WORDS} ids, padded with the end of text. */
    long[] tokens(String caption);
}
