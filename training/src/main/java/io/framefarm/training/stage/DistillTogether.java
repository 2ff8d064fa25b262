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

/** AnimateLCM's ablation without decoupling: LoRA and motion modules learn consistency at once, from videos alone. */
public final class DistillTogether implements Stage {
    public static final String NAME = "distill-together";

    private static final double TARGET_DECAY = 0.95;

    private final VideoModel model;
    private final Parameters teacher;
    private final Parameters target;
    private final LatentClips clips;
    private final Generator generator;
    private final Plan plan;
    private final ConsistencyDistillation distillation;

    /** {@code teacher} holds text encoder, UNet and motion modules; LoRA and motion modules start from the others. */
    public DistillTogether(
            VideoModel model,
            Parameters teacher,
            Parameters loraStart,
            Parameters motionStart,
            LatentClips clips,
            Generator generator,
            Plan plan) {
        this.model = model;
        this.teacher = teacher;
        this.target = Parameters.joined(loraStart, motionStart);
        this.clips = clips;
        this.generator = generator;
        this.plan = plan;
        this.distillation = new ConsistencyDistillation(model, new NoiseSchedule());
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
        Models models = new Models(teacher, with(trained), with(target));
        return distillation.loss(models, clips.videos(step.batch(), 0, step.random()), step.random());
    }

    @Override
    public void afterStep(Parameters trained) {
        target.approach(trained, 1 - TARGET_DECAY);
    }

    private Weights with(Weights loraAndMotion) {
        Lora lora = model.networks().lora();
        return lora.merged(teacher, loraAndMotion, 1).with(DemoNetworks.MOTION, loraAndMotion);
    }

    @Override
    public void drawContactSheet(Weights average, Path png) throws IOException {
        Generator.Way way = new Generator.Way(new ConsistencySampler(new NoiseSchedule(), 4, 50), 1);
        generator.drawVideos(with(average), way, png);
    }
}
