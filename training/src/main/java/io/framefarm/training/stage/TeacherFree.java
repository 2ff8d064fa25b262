package io.framefarm.training.stage;

import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.diffusion.PerVideo;
import io.framefarm.training.stage.Stage.Loss;
import io.framefarm.training.stage.Stage.Step;
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
 * 2303.01469, section 5). First one step leads from anywhere to the video itself, which says at once what an image is for;
 * later there are more, and shorter ones (Song and Dhariwal, arXiv 2310.14189, section 3.4).
 */
final class TeacherFree {
    private static final int STRIDE = NoiseSchedule.TIMESTEPS / ConsistencyDistillation.SPARSE_TIMESTEPS;
    private static final int MOST_STEPS = 4;
    private static final double ONE_STEP_UNTIL = 0.6;

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
    Loss loss(Adapted model, Weights adapter, Weights target, Tensor videos, int frames, Step step) {
        RandomGenerator random = step.random();
        int steps = stepsToTheVideo(step.progress());
        int[] from = random.doubles(videos.size(0) / frames)
                .mapToInt(TeacherFree::noisyLevel)
                .toArray();
        int[] to = Arrays.stream(from)
                .map(level -> level * random.nextInt(steps) / steps)
                .toArray();
        PerVideo times = times(from, frames);
        Tensor noise = Noise.like(videos, random);
        Tensor noisy = times.addNoise(schedule, videos, noise);
        Tensor goal = TensorScope.withoutGradient(() -> goal(model, target, to, videos, noise, frames));
        Tensor jumped = times.consistent(schedule, noisy, model.predictNoise(adapter, noisy, times));
        Tensor loss = ConsistencyDistillation.huber(jumped.sub(goal)).mean();
        return new Loss(loss, Map.of("huber", loss.item_double()));
    }

    private static int stepsToTheVideo(double progress) {
        double late = Math.max(0, progress - ONE_STEP_UNTIL) / (1 - ONE_STEP_UNTIL);
        return 1 + (int) Math.ceil(late * (MOST_STEPS - 1));
    }

    /** 1 to 50, half of them above 37: what an image is to say is decided where there is little but noise. */
    private static int noisyLevel(double share) {
        return ConsistencyDistillation.SPARSE_TIMESTEPS
                - (int) (ConsistencyDistillation.SPARSE_TIMESTEPS * share * share);
    }

    /** Where the target jumps to from the lower end of the step; from the lowest that is the video itself. */
    private Tensor goal(Adapted model, Weights target, int[] to, Tensor videos, Tensor noise, int frames) {
        if (Arrays.stream(to).allMatch(level -> level == 0)) {
            return videos;
        }
        PerVideo next = times(to, frames);
        Tensor stepped = next.addNoise(schedule, videos, noise);
        Tensor jumped = next.consistent(schedule, stepped, model.predictNoise(target, stepped, next));
        Tensor isLowest = next.factors(t -> t == 0 ? 1 : 0);
        return jumped.add(videos.sub(jumped).mul(isLowest));
    }

    /** From numbers of sparse timesteps, of which 0 stands for no noise. */
    private static PerVideo times(int[] sparse, int frames) {
        return new PerVideo(
                Arrays.stream(sparse)
                        .mapToLong(k -> Math.max(0, (long) k * STRIDE - 1))
                        .toArray(),
                frames);
    }
}
