package io.framefarm.training.judge;

import java.util.BitSet;

/** A region's form regardless of its place and size: a grid around its centre, as wide as its area demands. */
record Outline(BitSet cells) {
    private static final int GRID = 32;
    /** Half the grid's width in units of the square root of the area; a rocket reaches 1.1 of them. */
    private static final double REACH = 1.3;

    static Outline of(Blob blob) {
        double unit = Math.sqrt(blob.area()) * REACH * 2 / GRID;
        BitSet cells = new BitSet(GRID * GRID);
        for (int row = 0; row < GRID; row++) {
            int y = (int) Math.floor(blob.y() + (row + 0.5 - GRID / 2.0) * unit);
            for (int column = 0; column < GRID; column++) {
                int x = (int) Math.floor(blob.x() + (column + 0.5 - GRID / 2.0) * unit);
                cells.set(row * GRID + column, blob.cells().contain(x, y));
            }
        }
        return new Outline(cells);
    }

    /** Intersection over union: 1 for the same form, 0 for forms that share nothing. */
    double likeness(Outline other) {
        BitSet both = (BitSet) cells.clone();
        both.and(other.cells);
        int shared = both.cardinality();
        int either = cells.cardinality() + other.cells.cardinality() - shared;
        return either == 0 ? 0 : shared / (double) either;
    }
}
