package io.framefarm.worker.checkpoint;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Adds up · down to a weight, tile by tile: a tile of down stays in the processor's cache for all rows that need it.
 * Each element is one sum in a fixed order, so the result does not depend on how many threads share the tiles.
 */
final class LowRankProduct {
    private static final int TILE_COLUMNS = 256;
    private static final int TILE_ROWS = 128;

    private final float[] values;
    private final float[] up;
    private final float[] down;
    private final int rank;
    private final int rows;
    private final int columns;
    private final float factor;

    private LowRankProduct(float[] values, LowRank change) {
        this.values = values;
        this.up = change.up().toFloats();
        this.down = change.down().toFloats();
        this.rank = change.rank();
        this.rows = up.length / rank;
        this.columns = down.length / rank;
        this.factor = change.factor();
    }

    /** values {@code [out, columns]} += factor · up {@code [out, rank]} · down {@code [rank, columns]}. */
    static void add(float[] values, LowRank change) {
        LowRankProduct product = new LowRankProduct(values, change);
        int across = (product.columns + TILE_COLUMNS - 1) / TILE_COLUMNS;
        int along = (product.rows + TILE_ROWS - 1) / TILE_ROWS;
        IntStream.range(0, across * along)
                .parallel()
                .forEach(tile -> product.addTile(tile / across * TILE_ROWS, tile % across * TILE_COLUMNS));
    }

    private void addTile(int firstRow, int firstColumn) {
        int width = Math.min(TILE_COLUMNS, columns - firstColumn);
        int lastRow = Math.min(rows, firstRow + TILE_ROWS);
        float[] sum = new float[width];
        for (int row = firstRow; row < lastRow; row++) {
            Arrays.fill(sum, 0);
            sumRow(sum, row * rank, firstColumn);
            int start = row * columns + firstColumn;
            for (int i = 0; i < width; i++) {
                values[start + i] += factor * sum[i];
            }
        }
    }

    /** Four ranks at a time: the sums are loaded and stored a quarter as often. */
    private void sumRow(float[] sum, int from, int firstColumn) {
        int r = 0;
        for (; r + 4 <= rank; r += 4) {
            int at = from + r;
            addFour(sum, down, r * columns + firstColumn, columns, up[at], up[at + 1], up[at + 2], up[at + 3]);
        }
        for (; r < rank; r++) {
            float u = up[from + r];
            int start = r * columns + firstColumn;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += u * down[start + i];
            }
        }
    }

    private static void addFour(
            float[] sum, float[] down, int first, int stride, float u0, float u1, float u2, float u3) {
        int second = first + stride;
        int third = second + stride;
        int fourth = third + stride;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += u0 * down[first + i] + u1 * down[second + i] + u2 * down[third + i] + u3 * down[fourth + i];
        }
    }
}
