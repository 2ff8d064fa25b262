package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips;
import io.framefarm.training.diffusion.ConsistencySampler;
import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.network.Lora;
import io.framefarm.training.stage.ConsistencyDistillation.Models;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The first half of AnimateLCM (Wang et al., arXiv 2402.00769): consistency of single images, into a spatial LoRA. */
public final class DistillImage implements Stage {
    public static final String NAME = "distill-image";

    private static final double TARGET_DECAY = 0.95;

    private final VideoModel model;
    private final Parameters teacher;
    private final Parameters target;
    private final LatentClips clips;
    private final Generator generator;
    private final Plan plan;
    private final ConsistencyDistillation distillation;

    /** {@code teacher} holds text encoder and UNet; {@code loraStart} is where online and target model begin. */
    public DistillImage(
            VideoModel model,
            Parameters teacher,
            Parameters loraStart,
            LatentClips clips,
            Generator generator,
            Plan plan) {
        this.model = model;
        this.teacher = teacher;
        this.target = loraStart;
        this.clips = clips;
        this.generator = generator;
        this.plan = plan;
        this.distillation = new ConsistencyDistillation(model, new NoiseSchedule());
    }

    public static Plan defaultPlan() {
        return new Plan(2_500, 32, 1e-3, 30, 0, 0.98);
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
        return target.copy();
    }

    @Override
    public Map<String, Parameters> companions() {
        return Map.of("target", target);
    }

    @Override
    public Loss loss(Weights trained, Step step) {
        Lora lora = model.networks().lora();
        Models models = new Models(teacher, lora.merged(teacher, trained, 1), lora.merged(teacher, target, 1));
        return distillation.loss(models, clips.images(step.batch(), 0, step.random()), step.random());
    }

    @Override
    public void afterStep(Parameters trained) {
        target.approach(trained, 1 - TARGET_DECAY);
    }

    @Override
    public void drawContactSheet(Weights average, Path png) throws IOException {
        Weights merged = model.networks().lora().merged(teacher, average, 1);
        generator.drawImages(merged, new Generator.Way(new ConsistencySampler(new NoiseSchedule(), 4, 50), 1), png);
    }
}
