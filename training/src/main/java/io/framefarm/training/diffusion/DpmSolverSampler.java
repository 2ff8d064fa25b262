package io.framefarm.training.diffusion;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * DPM-Solver++(2M) (Lu et al., arXiv 2211.01095): second order by what the last step predicted, its timesteps evenly
 * spaced from the noisiest. The last step is of first order, which is steadier with few steps.
 */
public record DpmSolverSampler(NoiseSchedule schedule, int steps) implements Sampler {
    public DpmSolverSampler {
        if (steps < 1 || steps >= NoiseSchedule.TIMESTEPS) {
            throw new IllegalArgumentException(steps + " steps: allowed are 1 to " + (NoiseSchedule.TIMESTEPS - 1));
        }
    }

    int[] timesteps() {
        double stride = (NoiseSchedule.TIMESTEPS - 1) / (double) steps;
        return IntStream.range(0, steps)
                .map(i -> (int) Math.round((steps - i) * stride))
                .toArray();
    }

    @Override
    public void sample(float[] latents, Denoiser denoiser, RandomGenerator random) {
        int[] timesteps = timesteps();
        double[] image = new double[latents.length];
        double[] before = new double[latents.length];
        for (int i = 0; i < steps; i++) {
            predictImage(latents, denoiser, timesteps[i], image);
            if (i + 1 == steps) {
                copy(image, latents);
            } else {
                double lastRatio = i == 0 ? Double.NaN : stepRatio(timesteps[i - 1], timesteps[i], timesteps[i + 1]);
                step(latents, image, i == 0 ? image : before, new Move(timesteps[i], timesteps[i + 1], lastRatio));
            }
            System.arraycopy(image, 0, before, 0, image.length);
        }
    }

    /** From a timestep to the next; {@code ratio} is the length of the step before over this one's, if there was one. */
    private record Move(int from, int to, double ratio) {}

    /** Formula 2M of the paper, with the extrapolated image D in place of the predicted one. */
    private void step(float[] latents, double[] image, double[] before, Move move) {
        double level = schedule.noise(move.to) / schedule.noise(move.from);
        double decay = Math.expm1(halfLogSnr(move.from) - halfLogSnr(move.to));
        double weight = Double.isNaN(move.ratio) ? 0 : 1 / (2 * move.ratio);
        for (int j = 0; j < latents.length; j++) {
            double extrapolated = image[j] + weight * (image[j] - before[j]);
            latents[j] = (float) (level * latents[j] - schedule.signal(move.to) * decay * extrapolated);
        }
    }

    private double stepRatio(int first, int second, int third) {
        return (halfLogSnr(second) - halfLogSnr(first)) / (halfLogSnr(third) - halfLogSnr(second));
    }

    /** The paper's lambda. */
    private double halfLogSnr(int t) {
        return Math.log(schedule.signal(t) / schedule.noise(t));
    }

    private void predictImage(float[] latents, Denoiser denoiser, int t, double[] image) {
        float[] noise = denoiser.noiseIn(latents, t);
        for (int j = 0; j < latents.length; j++) {
            image[j] = (latents[j] - schedule.noise(t) * noise[j]) / schedule.signal(t);
        }
    }

    private static void copy(double[] image, float[] latents) {
        for (int j = 0; j < latents.length; j++) {
            latents[j] = (float) image[j];
        }
    }
}
