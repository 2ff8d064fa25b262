package io.framefarm.training.network;

import java.util.List;

/** The sizes of an image autoencoder. */
public record VaeConfig(List<Integer> widths, int groups) {
    public VaeConfig {
        widths = List.copyOf(widths);
        for (int width : widths) {
            if (width % groups != 0) {
                throw new IllegalArgumentException("width " + width + " does not divide into " + groups + " groups");
            }
        }
    }

    int deepest() {
        return widths.get(widths.size() - 1);
    }
}
