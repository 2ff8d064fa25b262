package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips;
import io.framefarm.training.diffusion.DdimSampler;
import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** Text-to-image diffusion: text encoder and UNet from nothing, on single frames. */
public final class TrainImage implements Stage {
    public static final String NAME = "image";

    private final VideoModel model;
    private final LatentClips clips;
    private final Generator generator;
    private final Plan plan;
    private final Denoising denoising;

    public TrainImage(VideoModel model, LatentClips clips, Generator generator, Plan plan) {
        this.model = model;
        this.clips = clips;
        this.generator = generator;
        this.plan = plan;
        this.denoising = new Denoising(model);
    }

    public static Plan defaultPlan() {
        return new Plan(13_000, 48, 1.5e-3, 100, 0.01, 0.998);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public Parameters start(RandomGenerator random) {
        return Parameters.joined(
                Parameters.initial(model.networks().textLayout(), random),
                Parameters.initial(model.networks().unetLayout(), random));
    }

    @Override
    public Loss loss(Weights trained, Step step) {
        LatentClips.Batch batch = clips.images(step.batch(), LatentClips.unconditionalShare(), step.random());
        return denoising.loss(trained, batch, step.random());
    }

    @Override
    public void drawContactSheet(Weights average, Path png) throws IOException {
        generator.drawImages(average, new Generator.Way(new DdimSampler(new NoiseSchedule(), 25), 3), png);
    }
}
