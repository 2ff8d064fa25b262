package io.framefarm.worker.checkpoint.layout;

import io.framefarm.worker.checkpoint.CheckpointException;
import java.util.List;

/** The rules that any architecture has to keep. */
final class Checks {
    private static final int MAX_LEVELS = 8;

    private Checks() {}

    static void positive(String network, String field, int value) {
        if (value < 1) {
            throw new CheckpointException(network + ": " + field + " is " + value + ", but must be at least 1");
        }
    }

    static void levels(String network, List<Integer> widths, int... perLevel) {
        if (widths.isEmpty() || widths.size() > MAX_LEVELS) {
            throw new CheckpointException(
                    network + ": " + widths.size() + " levels were found, but 1 to " + MAX_LEVELS + " are possible");
        }
        for (int size : perLevel) {
            if (size != widths.size()) {
                throw new CheckpointException(
                        network + ": " + size + " values were given for " + widths.size() + " levels");
            }
        }
        widths.forEach(width -> positive(network, "a width", width));
    }

    static void divides(String network, String field, int divisor, List<Integer> widths) {
        positive(network, field, divisor);
        for (int width : widths) {
            if (width % divisor != 0) {
                throw new CheckpointException(network + ": " + field + " is " + divisor
                        + ", which does not divide the width " + width
                        + "; if the file cannot say it, give the value explicitly");
            }
        }
    }
}
