package io.framefarm.training.stage;

import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.diffusion.PerVideo;
import io.framefarm.training.stage.Stage.Loss;
import io.framefarm.training.tensor.TensorScope;
import io.framefarm.training.tensor.Weights;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;

/**
 * AnimateLCM's teacher-free adaptation (Wang et al., arXiv 2402.00769): an adapter learns to be consistent without a model
 * that could take a step for it. The score of a noisy video is approximated in one step by the noise that was added to it,
 * so that both ends of the step come from the same video and the same noise (consistency training, Song et al., arXiv
 * 2303.01469, section 5).
 */
final class TeacherFree {
    private static final int STRIDE = NoiseSchedule.TIMESTEPS / ConsistencyDistillation.SPARSE_TIMESTEPS;

    private final NoiseSchedule schedule = new NoiseSchedule();

    /** The frozen consistency model with an adapter at work. */
    interface Adapted {
        Tensor predictNoise(Weights adapter, Tensor noisy, PerVideo times);
    }

    /**
     * How far the adapter is from consistent on these videos.
     *
     * @param videos [videos * frames, 4, 8, 8]
     * @param target the adapter as it was on average of late
     */
    Loss loss(Adapted model, Weights adapter, Weights target, Tensor videos, int frames, RandomGenerator random) {
        int count = (int) videos.size(0) / frames;
        long[] from = random.ints(count, 1, ConsistencyDistillation.SPARSE_TIMESTEPS + 1)
                .mapToLong(k -> (long) k * STRIDE - 1)
                .toArray();
        PerVideo times = new PerVideo(from, frames);
        Tensor noise = Noise.like(videos, random);
        Tensor noisy = times.addNoise(schedule, videos, noise);
        Tensor goal = TensorScope.withoutGradient(() -> goal(model, target, times, videos, noise));
        Tensor jumped = times.consistent(schedule, noisy, model.predictNoise(adapter, noisy, times));
        Tensor loss = ConsistencyDistillation.huber(jumped.sub(goal)).mean();
        return new Loss(loss, Map.of("huber", loss.item_double()));
    }

    /** Where the target jumps to from one step further back; before the first timestep that is the video itself. */
    private Tensor goal(Adapted model, Weights target, PerVideo times, Tensor videos, Tensor noise) {
        PerVideo next = new PerVideo(
                Arrays.stream(times.timesteps())
                        .map(t -> Math.max(t - STRIDE, 0))
                        .toArray(),
                times.frames());
        Tensor stepped = next.addNoise(schedule, videos, noise);
        Tensor jumped = next.consistent(schedule, stepped, model.predictNoise(target, stepped, next));
        Tensor isLast = times.factors(t -> t < STRIDE ? 1 : 0);
        return jumped.add(videos.sub(jumped).mul(isLast));
    }
}
