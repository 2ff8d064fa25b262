package io.framefarm.protocol.frame;

/**
 * The five row filters of PNG, undone. Each byte was stored as the difference from a prediction made of the byte one
 * pixel to the left, the one above, and the one above the left.
 *
 * @see <a href="https://www.w3.org/TR/png-3/#9Filters">Portable Network Graphics, filtering</a>
 */
final class PngFilters {
    static final byte NONE = 0;
    static final byte SUB = 1;
    static final byte UP = 2;
    static final byte AVERAGE = 3;
    static final byte PAETH = 4;

    private static final int PIXEL = 3;

    private PngFilters() {}

    /** Turns rows of a filter's number and filtered bytes into plain rows. */
    static byte[] undo(byte[] filtered, int width, int height) throws MalformedPngException {
        int stride = PIXEL * width;
        byte[] rgb = new byte[stride * height];
        byte[] above = new byte[stride];
        byte[] row = new byte[stride];
        for (int y = 0; y < height; y++) {
            int in = y * (stride + 1);
            System.arraycopy(filtered, in + 1, row, 0, stride);
            undoRow(filtered[in], row, above, y);
            System.arraycopy(row, 0, rgb, y * stride, stride);
            byte[] done = row;
            row = above;
            above = done;
        }
        return rgb;
    }

    private static void undoRow(byte filter, byte[] row, byte[] above, int y) throws MalformedPngException {
        switch (filter) {
            case NONE -> {}
            case SUB -> undoSub(row);
            case UP -> undoUp(row, above);
            case AVERAGE -> undoAverage(row, above);
            case PAETH -> undoPaeth(row, above);
            default ->
                throw new MalformedPngException("row " + y + " has filter " + (filter & 255) + "; allowed are 0 to 4");
        }
    }

    private static void undoSub(byte[] row) {
        for (int x = PIXEL; x < row.length; x++) {
            row[x] += row[x - PIXEL];
        }
    }

    private static void undoUp(byte[] row, byte[] above) {
        for (int x = 0; x < row.length; x++) {
            row[x] += above[x];
        }
    }

    private static void undoAverage(byte[] row, byte[] above) {
        for (int x = 0; x < row.length; x++) {
            int left = x < PIXEL ? 0 : row[x - PIXEL] & 255;
            row[x] += (byte) ((left + (above[x] & 255)) / 2);
        }
    }

    private static void undoPaeth(byte[] row, byte[] above) {
        for (int x = 0; x < row.length; x++) {
            int left = x < PIXEL ? 0 : row[x - PIXEL] & 255;
            int aboveLeft = x < PIXEL ? 0 : above[x - PIXEL] & 255;
            row[x] += (byte) paeth(left, above[x] & 255, aboveLeft);
        }
    }

    /** Of the three neighbours the one nearest to left + above - aboveLeft; ties go to the first in that order. */
    private static int paeth(int left, int above, int aboveLeft) {
        int toLeft = Math.abs(above - aboveLeft);
        int toAbove = Math.abs(left - aboveLeft);
        int toAboveLeft = Math.abs(left + above - 2 * aboveLeft);
        if (toLeft <= toAbove && toLeft <= toAboveLeft) {
            return left;
        }
        return toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
