package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips;
import io.framefarm.training.diffusion.DdimSampler;
import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * Images and videos together, everything learning: the stills come to show what the motion modules, which see no text,
 * must read from them.
 */
public final class TrainJoint implements Stage {
    public static final String NAME = "joint";

    private static final int IMAGES_EVERY = 3;
    private static final int IMAGES_PER_VIDEO = 12; // about as dear

    private final VideoModel model;
    private final Parameters imageModel;
    private final LatentClips clips;
    private final Generator generator;
    private final Plan plan;
    private final Denoising denoising;

    /** {@code imageModel} is what {@link TrainImage} learnt. */
    public TrainJoint(VideoModel model, Parameters imageModel, LatentClips clips, Generator generator, Plan plan) {
        this.model = model;
        this.imageModel = imageModel;
        this.clips = clips;
        this.generator = generator;
        this.plan = plan;
        this.denoising = new Denoising(model);
    }

    public static Plan defaultPlan() {
        return new Plan(6_000, 4, 1e-3, 100, 0.01, 0.998);
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
        return Parameters.joined(imageModel, Parameters.initial(model.networks().motionLayout(), random));
    }

    @Override
    public Loss loss(Weights trained, Step step) {
        double unconditional = LatentClips.unconditionalShare();
        LatentClips.Batch batch = step.number() % IMAGES_EVERY == 0
                ? clips.images(step.batch() * IMAGES_PER_VIDEO, unconditional, step.random())
                : clips.videos(step.batch(), unconditional, step.random());
        return denoising.loss(trained, batch, step.random());
    }

    @Override
    public void drawContactSheet(Weights average, Path png) throws IOException {
        generator.drawVideos(average, new Generator.Way(new DdimSampler(new NoiseSchedule(), 25), 3), png);
    }
}
