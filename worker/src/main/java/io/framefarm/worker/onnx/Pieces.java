package io.framefarm.worker.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a part of a network that treats every row of its first axis for itself through the rows in pieces. On a CPU what
 * a piece computes stays in the cache until it is used: measured on a feed-forward layer of [16384, 320], that takes a
 * third off the time. Other processors get all rows at once.
 */
public final class Pieces {
    /** Largest size of an intermediate result, in floats: 5 MiB. */
    private static final long PIECE = 5 << 18;

    /** Each piece of products of bytes keeps its own copy of the weights, so four are no more than one in floats. */
    private static final long MOST_PIECES_IN_BYTES = 4;

    private Pieces() {}

    /** What is done to the rows from {@code start} to before {@code end}; the result has as many rows. */
    @FunctionalInterface
    public interface Part {
        Value apply(Value rows, long start, long end);
    }

    /**
     * Applies a part to all rows of x.
     *
     * @param rowFloats size of the largest intermediate result for each row
     * @param group a piece stays within one group of so many consecutive rows
     */
    public static Value apply(Value x, long rowFloats, long group, Part part) {
        long rows = x.shape().dim(0);
        if (!x.graph().operators().areForCpu() || rows * rowFloats <= PIECE) {
            return part.apply(x, 0, rows);
        }
        long least = x.graph().operators().areInBytes() ? (rows + MOST_PIECES_IN_BYTES - 1) / MOST_PIECES_IN_BYTES : 1;
        long size = largestDivisor(group, Math.max(least, PIECE / rowFloats));
        List<Value> results = new ArrayList<>();
        for (long start = 0; start < rows; start += size) {
            results.add(part.apply(x.slice(0, start, start + size), start, start + size));
        }
        Shape all = results.get(0).shape().with(0, rows);
        return x.graph().node("Concat", results, all, Attribute.of("axis", 0));
    }

    private static long largestDivisor(long number, long limit) {
        long divisor = Math.min(number, limit);
        while (number % divisor != 0) {
            divisor--;
        }
        return divisor;
    }
}
