package io.framefarm.training.stage;

import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;

/** A stage of training: what it learns, from where it starts, and the loss it learns by. */
public interface Stage {
    String name();

    Plan plan();

    /** The values before the first step. */
    Parameters start(RandomGenerator random);

    /** What the stage keeps besides its parameters, such as the target of a consistency distillation. */
    default Map<String, Parameters> companions() {
        return Map.of();
    }

    /** The loss of one replica's share of a batch; called on several threads at once. */
    Loss loss(Weights trained, Step step);

    /** Follows each step of the optimizer. */
    default void afterStep(Parameters trained) {}

    /** Draws what the averaged weights can do. */
    void drawContactSheet(Weights average, Path png) throws IOException;

    /** How long and how fast to learn; the learning rate rises for {@code warmup} steps and falls as a cosine. */
    record Plan(long steps, int batch, double learningRate, long warmup, double weightDecay, double averageDecay) {
        private static final double LAST_SHARE = 0.02;

        public Plan {
            if (steps < 1 || batch < 1 || warmup < 1) {
                throw new IllegalArgumentException(
                        "steps " + steps + ", batch " + batch + ", warmup " + warmup + ": each is at least 1");
            }
        }

        public Plan withSteps(long other) {
            return new Plan(other, batch, learningRate, warmup, weightDecay, averageDecay);
        }

        double progress(long step) {
            return Math.min(1, (double) step / steps);
        }

        double learningRate(long step) {
            double cosine = 0.5 * (1 + Math.cos(Math.PI * progress(step)));
            return learningRate * Math.min(1, (double) step / warmup) * (LAST_SHARE + (1 - LAST_SHARE) * cosine);
        }
    }

    /** One replica's share of a step: how much of the batch, and all the randomness it may use. */
    record Step(long number, double progress, int batch, RandomGenerator random) {}

    /** The value to minimise, and named numbers for the log. */
    record Loss(Tensor total, Map<String, Double> parts) {}
}
