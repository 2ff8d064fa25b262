package io.framefarm.training.stage;

import io.framefarm.training.data.LatentClips.Batch;
import io.framefarm.training.diffusion.ConsistencySampler;
import io.framefarm.training.diffusion.NoiseSchedule;
import io.framefarm.training.stage.ConsistencyDistillation.Models;
import io.framefarm.training.tensor.Parameters;
import io.framefarm.training.tensor.Weights;

/** A stage of consistency distillation: an online model learns to jump to where its slowly following target jumps. */
abstract class DistillationStage extends LatentStage {
    private static final double TARGET_DECAY = 0.95;
    private static final int STEPS = 4;
    /** None: the teacher's guidance is distilled. */
    private static final double GUIDANCE = 1;

    private final Parameters teacher;
    private final ConsistencyDistillation distillation;

    DistillationStage(String name, Materials materials, Shows shows, Parameters teacher) {
        super(
                name,
                materials,
                shows,
                new Generator.Way(
                        new ConsistencySampler(new NoiseSchedule(), STEPS, ConsistencyDistillation.SPARSE_TIMESTEPS),
                        GUIDANCE));
        this.teacher = teacher;
        this.distillation = new ConsistencyDistillation(materials.model(), new NoiseSchedule());
    }

    /** The whole target model. */
    abstract Weights target();

    final Parameters teacher() {
        return teacher;
    }

    @Override
    public final Loss loss(Weights trained, Step step) {
        Models models = new Models(teacher, whole(trained), target());
        return distillation.loss(models, batch(step), step.random());
    }

    /** The teacher's guidance takes the place of prompts that are left out at times. */
    final Batch images(Step step) {
        return materials().clips().images(step.batch(), 0, step.random());
    }

    final Batch videos(Step step) {
        return materials().clips().videos(step.batch(), 0, step.random());
    }

    static void follow(Parameters target, Parameters online) {
        target.approach(online, 1 - TARGET_DECAY);
    }
}
