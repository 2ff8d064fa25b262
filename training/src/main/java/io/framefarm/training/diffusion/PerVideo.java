package io.framefarm.training.diffusion;

import io.framefarm.training.tensor.Floats;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.bytedeco.pytorch.Tensor;

/** The timesteps of a batch, one for each video, and the factors that follow from them. */
@SuppressWarnings("ArrayRecordComponent") // goes straight into the network, which takes an array
public record PerVideo(long[] timesteps, int frames) {
    /** The same timestep for all videos. */
    public static PerVideo all(int timestep, int videos, int frames) {
        long[] timesteps = new long[videos];
        Arrays.fill(timesteps, timestep);
        return new PerVideo(timesteps, frames);
    }

    /** [videos * frames, 1, 1, 1]: {@code factor} at each image's timestep. */
    public Tensor factors(IntToDoubleFunction factor) {
        float[] values = new float[timesteps.length * frames];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) factor.applyAsDouble((int) timesteps[i / frames]);
        }
        return Floats.tensor(values, values.length, 1, 1, 1);
    }

    /** Images that far along the way to noise: [videos * frames, c, h, w]. */
    public Tensor addNoise(NoiseSchedule schedule, Tensor images, Tensor noise) {
        return images.mul(factors(schedule::signal)).add(noise.mul(factors(schedule::noise)));
    }

    /** The image that {@code noise} in {@code noisy} leaves. */
    public Tensor removeNoise(NoiseSchedule schedule, Tensor noisy, Tensor noise) {
        return noisy.sub(noise.mul(factors(schedule::noise))).div(factors(schedule::signal));
    }

    /** The consistency function of a predicted noise. */
    public Tensor consistent(NoiseSchedule schedule, Tensor noisy, Tensor noise) {
        Tensor image = removeNoise(schedule, noisy, noise);
        return noisy.mul(factors(Consistency::skip)).add(image.mul(factors(Consistency::out)));
    }
}
