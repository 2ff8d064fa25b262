package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips.Batch;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.util.random.RandomGenerator;

/** AnimateDiff's own stage (Guo et al., arXiv 2307.04725): the motion modules learn, the image model stays. */
public final class TrainMotion extends DenoisingStage {
    public static final String NAME = "motion";

    private final Parameters imageModel;
    private final Parameters motionStart;

    /** {@code imageModel} holds text encoder and UNet, {@code motionStart} the modules as an earlier stage left them. */
    public TrainMotion(Materials materials, Parameters imageModel, Parameters motionStart) {
        super(NAME, materials, Shows.VIDEOS);
        this.imageModel = imageModel;
        this.motionStart = motionStart;
    }

    public static Plan defaultPlan() {
        return new Plan(4_000, 4, 1e-3, 100, 0.01, 0.998);
    }

    @Override
    public Parameters start(RandomGenerator random) {
        return motionStart.copy();
    }

    @Override
    Weights whole(Weights trained) {
        return imageModel.with(DemoNetworks.MOTION, trained);
    }

    @Override
    Batch batch(Step step) {
        return videos(step.batch(), step);
    }
}
