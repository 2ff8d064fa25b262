package io.framefarm.training.network;

/** The sizes of a CLIP text encoder. */
public record TextConfig(int vocabulary, int words, int width, int layers, int heads) {
    public TextConfig {
        if (width % heads != 0) {
            throw new IllegalArgumentException("width " + width + " does not divide into " + heads + " heads");
        }
    }
}
