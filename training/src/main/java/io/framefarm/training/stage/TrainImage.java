package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips.Batch;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.util.random.RandomGenerator;

/** Text-to-image diffusion: text encoder and UNet from nothing, on single frames. */
public final class TrainImage extends DenoisingStage {
    public static final String NAME = "image";

    public TrainImage(Materials materials) {
        super(NAME, materials, Shows.IMAGES);
    }

    public static Plan defaultPlan() {
        return new Plan(13_000, 48, 1.5e-3, 100, 0.01, 0.998);
    }

    @Override
    public Parameters start(RandomGenerator random) {
        DemoNetworks networks = materials().model().networks();
        return Parameters.joined(
                Parameters.initial(networks.textLayout(), random), Parameters.initial(networks.unetLayout(), random));
    }

    @Override
    Weights whole(Weights trained) {
        return trained;
    }

    @Override
    Batch batch(Step step) {
        return images(step.batch(), step);
    }
}
