package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips;
import io.framefarm.training.diffusion.DdimSampler;
import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** AnimateDiff's own stage (Guo et al., arXiv 2307.04725): the motion modules learn, the image model stays. */
public final class TrainMotion implements Stage {
    public static final String NAME = "motion";

    private final Parameters imageModel;
    private final Parameters motionStart;
    private final LatentClips clips;
    private final Generator generator;
    private final Plan plan;
    private final Denoising denoising;

    /** {@code imageModel} holds text encoder and UNet, {@code motionStart} the modules as an earlier stage left them. */
    public TrainMotion(
            VideoModel model,
            Parameters imageModel,
            Parameters motionStart,
            LatentClips clips,
            Generator generator,
            Plan plan) {

        this.imageModel = imageModel;
        this.motionStart = motionStart;
        this.clips = clips;
        this.generator = generator;
        this.plan = plan;
        this.denoising = new Denoising(model);
    }

    public static Plan defaultPlan() {
        return new Plan(4_000, 4, 1e-3, 100, 0.01, 0.998);
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
        return motionStart.copy();
    }

    @Override
    public Loss loss(Weights trained, Step step) {
        LatentClips.Batch batch = clips.videos(step.batch(), LatentClips.unconditionalShare(), step.random());
        return denoising.loss(imageModel.with(DemoNetworks.MOTION, trained), batch, step.random());
    }

    @Override
    public void drawContactSheet(Weights average, Path png) throws IOException {
        Weights whole = imageModel.with(DemoNetworks.MOTION, average);
        generator.drawVideos(whole, new Generator.Way(new DdimSampler(new NoiseSchedule(), 25), 3), png);
    }
}
