package io.framefarm.worker.engine.pack;

import io.framefarm.worker.sampling.BetaCurve;
import io.framefarm.worker.sampling.BetaSchedule;
import io.framefarm.worker.sampling.LcmTimesteps;
import io.framefarm.worker.sampling.SamplerKind;
import io.framefarm.worker.sampling.SamplerSettings;

/** Reads the sampler settings of a pack; what is not given is as the authors of AnimateDiff and AnimateLCM have it. */
final class ReadSampling {

    private ReadSampling() {}

    static SamplerSettings settings(YamlFields yaml) {
        BetaSchedule betas = betas(yaml);
        SamplerSettings usual = SamplerSettings.of(yaml.choice("sampler", SamplerKind.LCM), betas);
        return new SamplerSettings(
                usual.kind(),
                betas,
                yaml.choice("spacing", usual.spacing()),
                yaml.integer("steps_offset", usual.stepsOffset(), 0, betas.trainSteps() - 1),
                yaml.flag("alpha_one_at_end", usual.alphaOneAtEnd()),
                (float) yaml.number("eta", usual.eta(), 0, 1),
                yaml.integer("original_steps", usual.originalSteps(), 1, betas.trainSteps()),
                yaml.choice("timesteps", LcmTimesteps.EVEN));
    }

    private static BetaSchedule betas(YamlFields yaml) {
        BetaSchedule usual = BetaSchedule.ANIMATE_DIFF;
        double start = yaml.number("beta_start", usual.start(), 1e-6, 0.5);
        double end = yaml.number("beta_end", usual.end(), 1e-6, 0.5);
        if (start >= end) {
            yaml.problem("beta_start", start + " (allowed: below beta_end, " + end + ")");
            return usual;
        }
        return new BetaSchedule(yaml.choice("beta_schedule", BetaCurve.LINEAR), start, end, usual.trainSteps());
    }
}
