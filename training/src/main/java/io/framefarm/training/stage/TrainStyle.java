package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips;
import io.framefarm.training.diffusion.DdimSampler;
import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.network.Lora;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** A style LoRA: the frozen image model learns another look of the same world, as users' LoRAs are made. */
public final class TrainStyle implements Stage {
    public static final String NAME = "style";

    private final Parameters imageModel;
    private final Lora lora;
    private final Parameters loraStart;
    private final LatentClips clips;
    private final Generator generator;
    private final Plan plan;
    private final Denoising denoising;

    /** {@code imageModel} holds text encoder and UNet; {@code clips} are in the look to learn. */
    public TrainStyle(
            VideoModel model,
            Parameters imageModel,
            Parameters loraStart,
            LatentClips clips,
            Generator generator,
            Plan plan) {
        this.imageModel = imageModel;
        this.lora = model.networks().styleLora();
        this.loraStart = loraStart;
        this.clips = clips;
        this.generator = generator;
        this.plan = plan;
        this.denoising = new Denoising(model);
    }

    public static Plan defaultPlan() {
        return new Plan(800, 32, 2e-3, 30, 0, 0.98);
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
        return loraStart.copy();
    }

    @Override
    public Loss loss(Weights trained, Step step) {
        LatentClips.Batch batch = clips.images(step.batch(), LatentClips.unconditionalShare(), step.random());
        return denoising.loss(lora.merged(imageModel, trained, 1), batch, step.random());
    }

    @Override
    public void drawContactSheet(Weights average, Path png) throws IOException {
        Generator.Way way = new Generator.Way(new DdimSampler(new NoiseSchedule(), 25), 3);
        generator.drawImages(lora.merged(imageModel, average, 1), way, png);
    }
}
