package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips.Batch;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The second half of AnimateLCM (Wang et al., arXiv 2402.00769): consistency of videos, into the motion modules. By the
 * paper's initialisation strategy the image LoRA is in the online model from the first step and reaches the target
 * model only as that follows, so that the two never part.
 */
public final class DistillVideo extends DistillationStage {
    public static final String NAME = "distill-video";
    public static final String ABLATION = "distill-video-with-lora";

    private final Parameters onlineUNet;
    private final Parameters targetUNet;
    private final Parameters targetMotion;

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

    public DistillVideo(Materials materials, Inputs inputs, Initialisation initialisation) {
        super(name(initialisation), materials, Shows.VIDEOS, inputs.teacher);
        this.onlineUNet = inputs.unetWithLora;
        this.targetUNet = switch (initialisation) {
            case WITHOUT_LORA -> inputs.unet.copy();
            case WITH_LORA -> inputs.unetWithLora.copy();
        };
        this.targetMotion = inputs.motion.copy();
    }

    private static String name(Initialisation initialisation) {
        return switch (initialisation) {
            case WITHOUT_LORA -> NAME;
            case WITH_LORA -> ABLATION;
        };
    }

    public static Plan defaultPlan() {
        return new Plan(500, 2, 5e-4, 30, 0, 0.98);
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
    public void afterStep(Parameters trained) {
        follow(targetMotion, trained);
        follow(targetUNet, onlineUNet);
    }

    @Override
    Weights whole(Weights motion) {
        return with(onlineUNet, motion);
    }

    @Override
    Weights target() {
        return with(targetUNet, targetMotion);
    }

    private Weights with(Weights unet, Weights motion) {
        return teacher().with(DemoNetworks.UNET, unet).with(DemoNetworks.MOTION, motion);
    }

    @Override
    Batch batch(Step step) {
        return videos(step);
    }
}
