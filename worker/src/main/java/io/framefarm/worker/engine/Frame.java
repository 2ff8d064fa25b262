package io.framefarm.worker.engine;

/** One rendered frame. */
public final class Frame {

    private final int index;
    private final int width;
    private final int height;
    private final byte[] rgb;

    /**
     * Creates a frame, which owns the array from here on.
     *
     * @param index absolute within the shot
     * @param rgb three bytes a pixel, row by row, [height, width, 3]
     */
    public Frame(int index, int width, int height, byte[] rgb) {
        if (rgb.length != width * height * 3) {
            throw new IllegalArgumentException("rgb: " + rgb.length + " bytes (expected " + width * height * 3 + ")");
        }
        this.index = index;
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /** Absolute within the shot. */
    public int index() {
        return index;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Three bytes a pixel, row by row, [height, width, 3]; the frame's own array. */
    public byte[] rgb() {
        return rgb;
    }
}
