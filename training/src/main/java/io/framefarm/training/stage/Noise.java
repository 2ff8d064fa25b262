package io.framefarm.training.stage;

import io.framefarm.training.tensor.Floats;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;

/** Gaussian noise drawn in Java, so that it depends on the step's seed alone. */
final class Noise {
    private Noise() {}

    static float[] gaussian(int count, RandomGenerator random) {
        float[] noise = new float[count];
        for (int i = 0; i < count; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }

    /** Noise in the shape of {@code x}: [n, c, h, w]. */
    static Tensor like(Tensor x, RandomGenerator random) {
        float[] noise = gaussian(Math.toIntExact(x.numel()), random);
        return Floats.tensor(noise, x.size(0), x.size(1), x.size(2), x.size(3));
    }
}
