package io.framefarm.worker.lora;

import java.util.stream.IntStream;

/** Adds up · down to a weight. Rows are independent, so the result does not depend on how many threads share them. */
final class LowRankProduct {
    private LowRankProduct() {}

    /** values {@code [out, columns]} += scale · factor · up {@code [out, rank]} · down {@code [rank, columns]}. */
    static void add(float[] values, LoraModule module, double scale) {
        float[] up = module.up().toFloats();
        float[] down = module.down().toFloats();
        int rank = module.rank();
        int columns = down.length / rank;
        int rows = up.length / rank;
        float factor = (float) (scale * module.factor());
        IntStream.range(0, rows).parallel().forEach(row -> addRow(values, row, columns, up, down, rank, factor));
    }

    private static void addRow(float[] values, int row, int columns, float[] up, float[] down, int rank, float factor) {
        float[] sum = new float[columns];
        int r = 0;
        // Four ranks at a time: the sums are loaded and stored a quarter as often.
        for (; r + 4 <= rank; r += 4) {
            int from = row * rank + r;
            addFour(sum, columns, down, r * columns, up[from], up[from + 1], up[from + 2], up[from + 3]);
        }
        for (; r < rank; r++) {
            float u = up[row * rank + r];
            for (int column = 0; column < columns; column++) {
                sum[column] += u * down[r * columns + column];
            }
        }
        int start = row * columns;
        for (int column = 0; column < columns; column++) {
            values[start + column] += factor * sum[column];
        }
    }

    private static void addFour(
            float[] sum, int columns, float[] down, int start, float u0, float u1, float u2, float u3) {
        int second = start + columns;
        int third = second + columns;
        int fourth = third + columns;
        for (int column = 0; column < columns; column++) {
            sum[column] += u0 * down[start + column]
                    + u1 * down[second + column]
                    + u2 * down[third + column]
                    + u3 * down[fourth + column];
        }
    }
}
