package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips;
import io.framefarm.training.diffusion.ConsistencySampler;
import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.stage.ConsistencyDistillation.Models;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The second half of AnimateLCM (Wang et al., arXiv 2402.00769): consistency of videos, into the motion modules. By the
 * paper's initialisation strategy the image LoRA is in the online model from the first step and reaches the target
 * model only as that follows, so that the two never part.
 */
public final class DistillVideo implements Stage {
    public static final String NAME = "distill-video";
    public static final String ABLATION = "distill-video-with-lora";

    private static final double TARGET_DECAY = 0.95;

    private final String name;
    private final Parameters teacher;
    private final Parameters onlineUNet;
    private final Parameters targetUNet;
    private final Parameters targetMotion;
    private final LatentClips clips;
    private final Generator generator;
    private final Plan plan;
    private final ConsistencyDistillation distillation;

    /** Where the target model's spatial weights begin. */
    public enum Initialisation {
        /** As the teacher's: the paper's strategy. */
        WITHOUT_LORA,
        /** As the online model's: the paper's ablation. */
        WITH_LORA
    }

    /**
     * What the earlier stages learnt.
     *
     * @param teacher text encoder, UNet and motion modules
     * @param unet the teacher's UNet by itself
     * @param unetWithLora the same after the image distillation's LoRA is merged
     * @param motion the teacher's motion modules by themselves
     */
    public record Inputs(Parameters teacher, Parameters unet, Parameters unetWithLora, Parameters motion) {}

    public DistillVideo(
            VideoModel model,
            Inputs inputs,
            Initialisation initialisation,
            LatentClips clips,
            Generator generator,
            Plan plan) {
        this.teacher = inputs.teacher;
        this.onlineUNet = inputs.unetWithLora;
        boolean byThePaper = initialisation == Initialisation.WITHOUT_LORA;
        this.name = byThePaper ? NAME : ABLATION;
        this.targetUNet = byThePaper ? inputs.unet.copy() : inputs.unetWithLora.copy();
        this.targetMotion = inputs.motion.copy();
        this.clips = clips;
        this.generator = generator;
        this.plan = plan;
        this.distillation = new ConsistencyDistillation(model, new NoiseSchedule());
    }

    public static Plan defaultPlan() {
        return new Plan(4_000, 2, 5e-4, 30, 0, 0.98);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public Parameters start(RandomGenerator random) {
        return targetMotion.copy();
    }

    @Override
    public Map<String, Parameters> companions() {
        return Map.of("unet", targetUNet, "motion", targetMotion);
    }

    @Override
    public Loss loss(Weights trained, Step step) {
        Models models = new Models(teacher, with(onlineUNet, trained), with(targetUNet, targetMotion));
        return distillation.loss(models, clips.videos(step.batch(), 0, step.random()), step.random());
    }

    @Override
    public void afterStep(Parameters trained) {
        targetMotion.approach(trained, 1 - TARGET_DECAY);
        targetUNet.approach(onlineUNet, 1 - TARGET_DECAY);
    }

    private Weights with(Weights unet, Weights motion) {
        return teacher.with(DemoNetworks.UNET, unet).with(DemoNetworks.MOTION, motion);
    }

    @Override
    public void drawContactSheet(Weights average, Path png) throws IOException {
        Generator.Way way = new Generator.Way(new ConsistencySampler(new NoiseSchedule(), 4, 50), 1);
        generator.drawVideos(with(onlineUNet, average), way, png);
    }
}
