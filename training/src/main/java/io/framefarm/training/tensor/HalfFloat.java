package io.framefarm.training.tensor;

/** IEEE 754 half precision, rounded to the nearest, ties to even. */
final class HalfFloat {
    private static final float LARGEST = 65504;
    private static final float LARGEST_ROUNDED = 65520; // from here on the nearest half is infinite
    private static final float SMALLEST_NORMAL = 0x1p-14f;

    private HalfFloat() {}

    /** The bits of the half nearest to {@code value}; weights that do not fit are refused, not made infinite. */
    static short bits(float value) {
        if (!(Math.abs(value) < LARGEST_ROUNDED)) {
            throw new ArithmeticException(value + " does not fit half precision, whose largest is " + LARGEST);
        }
        int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
        float size = Math.abs(value);
        if (size < SMALLEST_NORMAL) {
            return (short) (sign | (int) Math.rint(size * 0x1p24f)); // subnormal: steps of 2^-24
        }
        int bits = Float.floatToRawIntBits(size);
        int dropped = bits & 0x1fff;
        int kept = (bits >>> 13) - (112 << 10); // exponent bias 127 becomes 15
        boolean up = dropped > 0x1000 || (dropped == 0x1000 && (kept & 1) == 1);
        return (short) (sign | (up ? kept + 1 : kept));
    }

    static float value(short bits) {
        int exponent = (bits >>> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        float size = exponent == 0
                ? fraction * 0x1p-24f
                : Float.intBitsToFloat(((exponent + (exponent == 31 ? 224 : 112)) << 23) | (fraction << 13));
        return bits < 0 ? -size : size;
    }
}
