package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips;
import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.diffusion.PerVideo;
import io.framefarm.training.stage.Stage.Loss;
import io.framefarm.training.tensor.Floats;
import io.framefarm.training.tensor.TensorScope;
import io.framefarm.training.tensor.Weights;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Consistency distillation in latent space (Luo et al., arXiv 2310.04378): from one of 50 timesteps the teacher goes
 * one guided DDIM step back, and online and target model must jump to the same image from both ends of that step.
 */
record ConsistencyDistillation(VideoModel model, NoiseSchedule schedule) {
    static final int SPARSE_TIMESTEPS = 50;

    private static final int STRIDE = NoiseSchedule.TIMESTEPS / SPARSE_TIMESTEPS;
    private static final double LEAST_GUIDANCE = 2;
    private static final double MOST_GUIDANCE = 4;
    private static final double HUBER_WIDTH = 1e-3;

    /** The three models of a distillation: the teacher stays, the online model learns, the target follows it. */
    record Models(Weights teacher, Weights online, Weights target) {}

    Loss loss(Models models, LatentClips.Batch batch, RandomGenerator random) {
        long[] from = random.ints(batch.videos(), 1, SPARSE_TIMESTEPS + 1)
                .mapToLong(k -> (long) k * STRIDE - 1)
                .toArray();
        PerVideo times = new PerVideo(from, batch.frames());
        Tensor images = VideoModel.latents(batch);
        Tensor noisy = times.addNoise(schedule, images, Noise.like(images, random));
        Tensor guidance = guidance(times, random);
        Tensor text = TensorScope.withoutGradient(() -> model.encode(models.teacher, batch.captions()));
        Tensor goal = TensorScope.withoutGradient(() -> goal(models, noisy, times, text, guidance));
        Tensor jumped = times.consistent(schedule, noisy, model.predictNoise(models.online, noisy, times, text));
        Tensor loss = huber(jumped.sub(goal)).mean();
        return new Loss(loss, Map.of("huber", loss.item_double()));
    }

    /** Where the target model jumps to from the end of the teacher's step. */
    private Tensor goal(Models models, Tensor noisy, PerVideo times, Tensor text, Tensor guidance) {
        Tensor noise = model.predictGuidedNoise(models.teacher, noisy, times, text, guidance);
        Tensor image = times.removeNoise(schedule, noisy, noise);
        // A step that ends before the first timestep ends at the image itself, where the model is the identity.
        Tensor isLast = times.factors(t -> t < STRIDE ? 1 : 0);
        PerVideo next = new PerVideo(
                Arrays.stream(times.timesteps())
                        .map(t -> Math.max(t - STRIDE, 0))
                        .toArray(),
                times.frames());
        Tensor stepped = next.addNoise(schedule, image, noise);
        Tensor jumped = next.consistent(schedule, stepped, model.predictNoise(models.target, stepped, next, text));
        return jumped.add(image.sub(jumped).mul(isLast));
    }

    private static Tensor guidance(PerVideo times, RandomGenerator random) {
        float[] scales = new float[times.timesteps().length * times.frames()];
        for (int video = 0; video < times.timesteps().length; video++) {
            double scale = LEAST_GUIDANCE + (MOST_GUIDANCE - LEAST_GUIDANCE) * random.nextDouble();
            Arrays.fill(scales, video * times.frames(), (video + 1) * times.frames(), (float) scale);
        }
        return Floats.tensor(scales, scales.length, 1, 1, 1);
    }

    /** Charbonnier's smooth form of the absolute value, as AnimateLCM uses it. */
    static Tensor huber(Tensor difference) {
        return difference
                .square()
                .add(new Scalar(HUBER_WIDTH * HUBER_WIDTH))
                .sqrt()
                .sub(new Scalar(HUBER_WIDTH));
    }
}
