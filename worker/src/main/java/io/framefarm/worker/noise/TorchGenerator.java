package io.framefarm.worker.noise;

import java.util.OptionalDouble;

/**
 * The normal values of PyTorch's CPU generator (aten/src/ATen/native/cpu/DistributionTemplates.h). From 16 values on it
 * transforms uniform values in place in groups of 16; below, it draws pairs in double precision and keeps the second of
 * a pair for later.
 */
final class TorchGenerator {

    private static final int GROUP = 16;
    private static final int HALF = GROUP / 2;

    private final MersenneTwister twister;
    private OptionalDouble kept = OptionalDouble.empty();

    /** As {@code torch.Generator().manual_seed(seed)}, which uses the low 32 bits. */
    TorchGenerator(long seed) {
        this.twister = new MersenneTwister((int) seed);
    }

    /** As {@code torch.randn(size, generator=...)}. */
    float[] randn(int size) {
        float[] values = new float[size];
        if (size < GROUP) {
            for (int i = 0; i < size; i++) {
                values[i] = (float) nextNormal();
            }
            return values;
        }
        fillUniform(values, 0);
        for (int start = 0; start + GROUP <= size; start += GROUP) {
            transformGroup(values, start);
        }
        if (size % GROUP != 0) {
            // The last 16 values are drawn anew as a group of their own.
            fillUniform(values, size - GROUP);
            transformGroup(values, size - GROUP);
        }
        return values;
    }

    private void fillUniform(float[] values, int start) {
        for (int i = start; i < values.length; i++) {
            values[i] = (twister.nextWord() & 0xFFFFFF) * 0x1p-24f;
        }
    }

    private static void transformGroup(float[] values, int start) {
        for (int i = start; i < start + HALF; i++) {
            float radius = (float) Math.sqrt(-2 * StrictMath.log(1 - values[i]));
            double angle = (float) (2 * Math.PI * values[i + HALF]);
            values[i] = (float) (radius * StrictMath.cos(angle));
            values[i + HALF] = (float) (radius * StrictMath.sin(angle));
        }
    }

    private double nextNormal() {
        if (kept.isPresent()) {
            double value = kept.getAsDouble();
            kept = OptionalDouble.empty();
            return value;
        }
        double angle = 2 * Math.PI * nextDouble();
        double radius = Math.sqrt(-2 * StrictMath.log1p(-nextDouble()));
        kept = OptionalDouble.of(radius * StrictMath.sin(angle));
        return radius * StrictMath.cos(angle);
    }

    private double nextDouble() {
        long high = Integer.toUnsignedLong(twister.nextWord());
        long low = Integer.toUnsignedLong(twister.nextWord());
        return ((high << 32 | low) & ((1L << 53) - 1)) * 0x1p-53;
    }
}
