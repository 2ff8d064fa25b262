package io.framefarm.training.diffusion;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** DDIM without noise (Song et al., arXiv 2010.02502), its timesteps leading with offset 1 as AnimateDiff's. */
public record DdimSampler(NoiseSchedule schedule, int steps) implements Sampler {
    public DdimSampler {
        if (steps < 1 || steps > NoiseSchedule.TIMESTEPS) {
            throw new IllegalArgumentException(steps + " steps: allowed are 1 to " + NoiseSchedule.TIMESTEPS);
        }
    }

    int[] timesteps() {
        int stride = NoiseSchedule.TIMESTEPS / steps;
        return IntStream.range(0, steps)
                .map(i -> Math.min((steps - 1 - i) * stride + 1, NoiseSchedule.TIMESTEPS - 1))
                .toArray();
    }

    @Override
    public void sample(float[] latents, Denoiser denoiser, RandomGenerator random) {
        int[] timesteps = timesteps();
        for (int i = 0; i < steps; i++) {
            float[] noise = denoiser.noiseIn(latents, timesteps[i]);
            boolean last = i + 1 == steps;
            double signal = schedule.signal(timesteps[i]);
            double level = schedule.noise(timesteps[i]);
            double nextSignal = last ? 1 : schedule.signal(timesteps[i + 1]);
            double nextLevel = last ? 0 : schedule.noise(timesteps[i + 1]);
            for (int j = 0; j < latents.length; j++) {
                double image = (latents[j] - level * noise[j]) / signal;
                latents[j] = (float) (nextSignal * image + nextLevel * noise[j]);
            }
        }
    }
}
