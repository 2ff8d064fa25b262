package io.framefarm.training.diffusion;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Multistep consistency sampling (Luo et al., arXiv 2310.04378): jump to the image, add noise again, jump again. */
public record ConsistencySampler(NoiseSchedule schedule, int steps, int originalSteps) implements Sampler {
    public ConsistencySampler {
        if (steps < 1 || steps > originalSteps || originalSteps > NoiseSchedule.TIMESTEPS) {
            throw new IllegalArgumentException(steps + " of " + originalSteps + " steps: allowed are 1 to as many of "
                    + "at most " + NoiseSchedule.TIMESTEPS);
        }
    }

    int[] timesteps() {
        int stride = NoiseSchedule.TIMESTEPS / originalSteps;
        return IntStream.range(0, steps)
                .map(i -> originalSteps - (int) ((long) i * originalSteps / steps))
                .map(k -> k * stride - 1)
                .toArray();
    }

    @Override
    public void sample(float[] latents, Denoiser denoiser, RandomGenerator random) {
        int[] timesteps = timesteps();
        for (int i = 0; i < steps; i++) {
            int t = timesteps[i];
            float[] noise = denoiser.noiseIn(latents, t);
            for (int j = 0; j < latents.length; j++) {
                double image = (latents[j] - schedule.noise(t) * noise[j]) / schedule.signal(t);
                double jumped = Consistency.skip(t) * latents[j] + Consistency.out(t) * image;
                latents[j] = (float)
                        (i + 1 == steps
                                ? jumped
                                : schedule.signal(timesteps[i + 1]) * jumped
                                        + schedule.noise(timesteps[i + 1]) * random.nextGaussian());
            }
        }
    }
}
