package io.framefarm.worker.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Takes a part of a network, which treats every row alike, through its rows in pieces. On a CPU what a piece computes
 * stays in the cache until it is used; measured at 1280 floats a row and 16384 rows, that takes a third off the time.
 */
public final class Pieces {
    /** Largest size of an intermediate result, in floats: 5 MiB. */
    private static final long PIECE = 5 << 18;

    private Pieces() {}

    /**
     * Applies the part to [rows, width].
     *
     * @param rowFloats size of the largest intermediate result for each row
     */
    public static Value apply(Value x, long rowFloats, UnaryOperator<Value> part) {
        long rows = x.shape().dim(0);
        if (!x.graph().operators().areForCpu() || rows * rowFloats <= PIECE) {
            return part.apply(x);
        }
        long pieces = (rows * rowFloats + PIECE - 1) / PIECE;
        long size = (rows + pieces - 1) / pieces;
        List<Value> results = new ArrayList<>();
        for (long start = 0; start < rows; start += size) {
            results.add(part.apply(x.slice(0, start, Math.min(rows, start + size))));
        }
        Shape all = results.get(0).shape().with(0, rows);
        return x.graph().node("Concat", results, all, Attribute.of("axis", 0));
    }
}
