package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips;
import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.diffusion.PerVideo;
import io.framefarm.training.stage.Stage.Loss;
import io.framefarm.training.tensor.Weights;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The loss of diffusion models: the squared error of the predicted noise (Ho et al., arXiv 2006.11239), weighted
 * towards high noise, where a small network must get the layout of the image right.
 */
final class Denoising {
    private static final double LARGEST_WEIGHT = 10;

    private final VideoModel model;
    private final NoiseSchedule schedule = new NoiseSchedule();
    private final double meanWeight = meanWeight(schedule);

    Denoising(VideoModel model) {
        this.model = model;
    }

    Loss loss(Weights weights, LatentClips.Batch batch, RandomGenerator random) {
        PerVideo times = new PerVideo(
                random.ints(batch.videos(), 0, NoiseSchedule.TIMESTEPS)
                        .asLongStream()
                        .toArray(),
                batch.frames());
        Tensor images = VideoModel.latents(batch);
        Tensor noise = Noise.like(images, random);
        Tensor noisy = times.addNoise(schedule, images, noise);
        Tensor text = model.encode(weights, batch.captions());
        Tensor error =
                model.predictNoise(weights, noisy, times, text).sub(noise).square();
        Tensor weighted = error.mul(times.factors(this::weight)).mean();
        String kind = batch.frames() == 1 ? "image" : "video";
        return new Loss(
                weighted,
                Map.of(kind + "Noise", error.mean().item_double(), kind + "Weighted", weighted.item_double()));
    }

    /** One over the share of the image, limited, and in the mean over all timesteps 1. */
    private double weight(int t) {
        return Math.min(1 / schedule.alphaBar(t), LARGEST_WEIGHT) / meanWeight;
    }

    private static double meanWeight(NoiseSchedule schedule) {
        return IntStream.range(0, NoiseSchedule.TIMESTEPS)
                .mapToDouble(t -> Math.min(1 / schedule.alphaBar(t), LARGEST_WEIGHT))
                .average()
                .orElseThrow();
    }
}
