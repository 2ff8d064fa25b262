package io.framefarm.training.judge;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The largest connected region of a mask.
 *
 * @param x centre of mass from the left, in pixels
 * @param y centre of mass from the top, in pixels
 */
record Blob(Cells cells, int area, double x, double y) {
    private static final double SMALLEST_SHARE = 0.008;

    /** Pixels of a frame that belong to the region. */
    interface Cells {
        boolean contain(int column, int row);
    }

    /** The largest region; null if it is too small for a subject. */
    static @Nullable Blob largest(boolean[] mask, int width) {
        int[] labels = new int[mask.length];
        int largestLabel = 0;
        int largestArea = 0;
        int label = 0;
        for (int start = 0; start < mask.length; start++) {
            if (mask[start] && labels[start] == 0) {
                label++;
                int area = flood(mask, labels, width, start, label);
                if (area > largestArea) {
                    largestArea = area;
                    largestLabel = label;
                }
            }
        }
        return largestArea < SMALLEST_SHARE * mask.length ? null : blob(labels, largestLabel, largestArea, width);
    }

    private static int flood(boolean[] mask, int[] labels, int width, int start, int label) {
        ArrayDeque<Integer> open = new ArrayDeque<>();
        open.add(start);
        labels[start] = label;
        int area = 0;
        while (!open.isEmpty()) {
            int pixel = open.remove();
            area++;
            int column = pixel % width;
            int[] neighbours = {
                column > 0 ? pixel - 1 : -1, column < width - 1 ? pixel + 1 : -1, pixel - width, pixel + width
            };
            for (int next : neighbours) {
                if (next >= 0 && next < mask.length && mask[next] && labels[next] == 0) {
                    labels[next] = label;
                    open.add(next);
                }
            }
        }
        return area;
    }

    private static Blob blob(int[] labels, int label, int area, int width) {
        double sumX = 0;
        double sumY = 0;
        for (int pixel = 0; pixel < labels.length; pixel++) {
            if (labels[pixel] == label) {
                int row = pixel / width;
                sumX += pixel % width + 0.5;
                sumY += row + 0.5;
            }
        }
        int height = labels.length / width;
        Cells cells = (column, row) ->
                column >= 0 && row >= 0 && column < width && row < height && labels[row * width + column] == label;
        return new Blob(cells, area, sumX / area, sumY / area);
    }
}
