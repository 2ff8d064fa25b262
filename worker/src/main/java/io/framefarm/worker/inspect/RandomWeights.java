package io.framefarm.worker.inspect;

import io.framefarm.worker.checkpoint.ComputedBytes;
import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.HalfFloat;
import io.framefarm.worker.checkpoint.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Half-precision weights that keep activations near one, so that networks of any depth stay finite. Each tensor depends
 * on the seed and its own name only.
 */
final class RandomWeights {
    /** Drawn once and picked from by 12-bit indices, five from each random number: gigabytes take seconds. */
    private static final int SAMPLES = 1 << 12;

    private static final int PICKS = Long.SIZE / 12;
    private static final double NORM_SPREAD = 0.1;
    private static final double BIAS_SPREAD = 0.02;

    private final long seed;
    private final float[] samples = new float[SAMPLES];

    RandomWeights(long seed) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = (float) random.nextGaussian();
        }
    }

    Tensor tensor(String name, List<Long> shape) {
        long sizeBytes = Tensor.sizeBytes(name, ElementType.F16, shape);
        return new Tensor(
                name, ElementType.F16, shape, new ComputedBytes(sizeBytes, () -> fill(name, shape, sizeBytes)));
    }

    private ByteBuffer fill(String name, List<Long> shape, long sizeBytes) {
        boolean norm = shape.size() == 1 && name.endsWith(".weight");
        short[] halves = scaled(norm ? 1 : 0, spread(shape, norm));
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) sizeBytes).order(ByteOrder.LITTLE_ENDIAN);
        SplittableRandom random = new SplittableRandom(seed ^ ((long) name.hashCode() << 32));
        while (bytes.hasRemaining()) {
            long bits = random.nextLong();
            for (int pick = 0; pick < PICKS && bytes.hasRemaining(); pick++) {
                bytes.putShort(halves[(int) (bits >>> (12 * pick)) & (SAMPLES - 1)]);
            }
        }
        return bytes.flip();
    }

    /** Matrices and convolutions keep the variance of their input; biases are small, and norms near one. */
    private static double spread(List<Long> shape, boolean norm) {
        if (shape.size() < 2) {
            return norm ? NORM_SPREAD : BIAS_SPREAD;
        }
        long fanIn = shape.stream().skip(1).reduce(1L, Math::multiplyExact);
        return 1 / Math.sqrt((double) fanIn);
    }

    private short[] scaled(double mean, double spread) {
        short[] halves = new short[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            halves[i] = HalfFloat.toHalf((float) (mean + spread * samples[i]));
        }
        return halves;
    }
}
