package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips.Batch;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.util.random.RandomGenerator;

/**
 * Images and videos together, everything learning: the stills come to show what the motion modules, which see no text,
 * must read from them.
 */
public final class TrainJoint extends DenoisingStage {
    public static final String NAME = "joint";

    private static final int IMAGES_EVERY = 3;
    private static final int IMAGES_PER_VIDEO = 12; // about as dear

    private final Parameters imageModel;

    /** {@code imageModel} is what {@link TrainImage} learnt. */
    public TrainJoint(Materials materials, Parameters imageModel) {
        super(NAME, materials, Shows.VIDEOS);
        this.imageModel = imageModel;
    }

    public static Plan defaultPlan() {
        return new Plan(6_000, 4, 1e-3, 100, 0.01, 0.998);
    }

    @Override
    public Parameters start(RandomGenerator random) {
        return Parameters.joined(
                imageModel, Parameters.initial(materials().model().networks().motionLayout(), random));
    }

    @Override
    Weights whole(Weights trained) {
        return trained;
    }

    @Override
    Batch batch(Step step) {
        return step.number() % IMAGES_EVERY == 0
                ? images(step.batch() * IMAGES_PER_VIDEO, step)
                : videos(step.batch(), step);
    }
}
