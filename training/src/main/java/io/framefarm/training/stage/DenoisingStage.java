package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips;
import io.framefarm.training.data.LatentClips.Batch;
import io.framefarm.training.diffusion.DdimSampler;
import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.tensor.Weights;

/** A stage of diffusion: the model learns to tell noise from picture, at times without its prompt. */
abstract class DenoisingStage extends LatentStage {
    private static final int STEPS = 25;
    private static final double GUIDANCE = 3;

    private final Denoising denoising;

    DenoisingStage(String name, Materials materials, Shows shows) {
        super(name, materials, shows, new Generator.Way(new DdimSampler(new NoiseSchedule(), STEPS), GUIDANCE));
        this.denoising = new Denoising(materials.model());
    }

    @Override
    public final Loss loss(Weights trained, Step step) {
        Batch batch = batch(step);
        return denoising.loss(whole(trained), batch, step.random());
    }

    final Batch images(int count, Step step) {
        return materials().clips().images(count, LatentClips.unconditionalShare(), step.random());
    }

    final Batch videos(int count, Step step) {
        return materials().clips().videos(count, LatentClips.unconditionalShare(), step.random());
    }
}
