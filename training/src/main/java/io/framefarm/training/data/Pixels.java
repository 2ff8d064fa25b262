package io.framefarm.training.data;

/** Pixels as networks compute them, and as images store them. */
public final class Pixels {
    private Pixels() {}

    /** [frames, 3, side, side] in [-1, 1] to interleaved RGB bytes, [frames][side * side * 3]. */
    public static byte[][] bytes(float[] planes, int frames, int side) {
        int plane = side * side;
        byte[][] bytes = new byte[frames][3 * plane];
        for (int frame = 0; frame < frames; frame++) {
            for (int channel = 0; channel < 3; channel++) {
                for (int pixel = 0; pixel < plane; pixel++) {
                    float value = planes[(frame * 3 + channel) * plane + pixel];
                    bytes[frame][3 * pixel + channel] =
                            (byte) Math.round(Math.max(0, Math.min(255, (value + 1) * 127.5f)));
                }
            }
        }
        return bytes;
    }
}
