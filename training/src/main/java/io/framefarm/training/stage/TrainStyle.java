package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips.Batch;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.util.random.RandomGenerator;

/** A style LoRA: the frozen image model learns another look of the same world, as users' LoRAs are made. */
public final class TrainStyle extends DenoisingStage {
    public static final String NAME = "style";

    private final Parameters imageModel;
    private final Parameters loraStart;

    /** {@code imageModel} holds text encoder and UNet; the clips are in the look to learn. */
    public TrainStyle(Materials materials, Parameters imageModel, Parameters loraStart) {
        super(NAME, materials, Shows.IMAGES);
        this.imageModel = imageModel;
        this.loraStart = loraStart;
    }

    public static Plan defaultPlan() {
        return new Plan(800, 32, 2e-3, 30, 0, 0.98);
    }

    @Override
    public Parameters start(RandomGenerator random) {
        return loraStart.copy();
    }

    @Override
    Weights whole(Weights trained) {
        return materials().model().networks().styleLora().merged(imageModel, trained, 1);
    }

    @Override
    Batch batch(Step step) {
        return images(step.batch(), step);
    }
}
