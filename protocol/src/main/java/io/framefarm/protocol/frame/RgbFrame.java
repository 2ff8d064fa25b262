package io.framefarm.protocol.frame;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * One picture: three bytes a pixel (red, green, blue), row by row from the top left, without padding. The array is
 * shared, not copied, because frames are large and pass through many hands; nobody changes it afterwards.
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode compare the pixels
public record RgbFrame(int width, int height, byte[] rgb) {
    /** Keeps a frame's byte count within an array, and bounds what a header may ask for. */
    public static final int MAX_SIDE = 16_384;

    /** Bytes of a pixel: red, green and blue. */
    public static final int CHANNELS = 3;

    public RgbFrame {
        requireSide("width", width);
        requireSide("height", height);
        long expected = 3L * width * height;
        if (rgb.length != expected) {
            throw new IllegalArgumentException("rgb: " + rgb.length + " bytes, but " + width + "x" + height
                    + " pixels of 3 bytes are " + expected);
        }
    }

    private static void requireSide(String name, int value) {
        if (value < 1 || value > MAX_SIDE) {
            throw new IllegalArgumentException(name + ": " + value + " is not within 1 and " + MAX_SIDE);
        }
    }

    /** Names the pixels: the SHA-256 of {@link #rgb()}, as frame records carry it. */
    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(rgb);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RgbFrame frame
                && width == frame.width
                && height == frame.height
                && Arrays.equals(rgb, frame.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return "RgbFrame[" + width + "x" + height + "]";
    }
}
