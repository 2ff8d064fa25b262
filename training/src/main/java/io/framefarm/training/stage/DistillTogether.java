package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips.Batch;
import io.framefarm.training.network.Lora;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;
import java.util.Map;
import java.util.random.RandomGenerator;

/** AnimateLCM's ablation without decoupling: LoRA and motion modules learn consistency at once, from videos alone. */
public final class DistillTogether extends DistillationStage {
    public static final String NAME = "distill-together";

    private final Parameters target;

    /** {@code teacher} holds text encoder, UNet and motion modules; LoRA and motion modules start from the others. */
    public DistillTogether(Materials materials, Parameters teacher, Parameters loraStart, Parameters motionStart) {
        super(NAME, materials, Shows.VIDEOS, teacher);
        this.target = Parameters.joined(loraStart, motionStart);
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
    Weights whole(Weights loraAndMotion) {
        Lora lora = materials().model().networks().lora();
        return lora.merged(teacher(), loraAndMotion, 1).with(DemoNetworks.MOTION, loraAndMotion);
    }

    @Override
    Weights target() {
        return whole(target);
    }

    @Override
    Batch batch(Step step) {
        return videos(step);
    }
}
