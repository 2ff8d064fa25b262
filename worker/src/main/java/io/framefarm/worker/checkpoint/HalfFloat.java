package io.framefarm.worker.checkpoint;

/** Conversions of the two 16-bit floating point formats; Java has its own only from version 20. */
public final class HalfFloat {
    private static final float[] FROM_HALF = new float[1 << 16];

    static {
        for (int bits = 0; bits < FROM_HALF.length; bits++) {
            FROM_HALF[bits] = decode(bits);
        }
    }

    private HalfFloat() {}

    /** IEEE 754 binary16 to binary32, exactly. */
    public static float fromHalf(short bits) {
        return FROM_HALF[bits & 0xffff];
    }

    /** bfloat16 to binary32, exactly: it is the upper half of one. */
    public static float fromBrain(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** Binary32 to binary16, rounding to the nearest and ties to even. */
    public static short toHalf(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 0x477ff000) { // 65520, which rounds to infinity
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x38800000) { // 2^-14, below which halves are multiples of 2^-24
            float scaled = Float.intBitsToFloat(magnitude) * 0x1p24f;
            return (short) (sign | (int) Math.rint(scaled));
        }
        int roundedUp = magnitude + 0x0fff + ((magnitude >>> 13) & 1);
        return (short) (sign | ((roundedUp - 0x38000000) >>> 13));
    }

    /** Binary32 to bfloat16, rounding to the nearest and ties to even. */
    public static short toBrain(float value) {
        int bits = Float.floatToIntBits(value);
        if (Float.isNaN(value)) {
            return (short) 0x7fc0;
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }

    private static float decode(int bits) {
        int exponent = (bits >>> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude;
        if (exponent == 0x1f) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * 0x1p-24f;
        } else {
            magnitude = (0x400 | fraction) * Math.scalb(1f, exponent - 25);
        }
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }
}
