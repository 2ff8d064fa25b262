package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips.Batch;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The first half of AnimateLCM (Wang et al., arXiv 2402.00769): consistency of single images, into a spatial LoRA. */
public final class DistillImage extends DistillationStage {
    public static final String NAME = "distill-image";

    private final Parameters target;

    /** {@code teacher} holds text encoder and UNet; {@code loraStart} is where online and target model begin. */
    public DistillImage(Materials materials, Parameters teacher, Parameters loraStart) {
        super(NAME, materials, Shows.IMAGES, teacher);
        this.target = loraStart;
    }

    public static Plan defaultPlan() {
        return new Plan(2_500, 32, 1e-3, 30, 0, 0.98);
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
    public void afterStep(Parameters trained) {
        follow(target, trained);
    }

    @Override
    Weights whole(Weights lora) {
        return materials().model().networks().lora().merged(teacher(), lora, 1);
    }

    @Override
    Weights target() {
        return whole(target);
    }

    @Override
    Batch batch(Step step) {
        return images(step);
    }
}
