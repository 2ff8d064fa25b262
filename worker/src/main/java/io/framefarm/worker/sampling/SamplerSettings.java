package io.framefarm.worker.sampling;

/**
 * What determines a sampler besides the number of steps.
 *
 * @param kind which sampler
 * @param betas the schedule that the model was trained with
 * @param spacing which training steps are visited; not read by LCM and Karras levels
 * @param stepsOffset added to the timesteps of {@link TimestepSpacing#LEADING}
 * @param alphaOneAtEnd whether DDIM's last step ends at a fully clean latent
 * @param eta how much fresh noise DDIM draws, 0 to 1
 * @param originalSteps size of the grid that LCM's timesteps are picked from
 * @param lcmTimesteps how they are picked
 */
public record SamplerSettings(
        SamplerKind kind,
        BetaSchedule betas,
        TimestepSpacing spacing,
        int stepsOffset,
        boolean alphaOneAtEnd,
        float eta,
        int originalSteps,
        LcmTimesteps lcmTimesteps) {

    public SamplerSettings {
        if (!(eta >= 0 && eta <= 1)) {
            throw new IllegalArgumentException("eta: " + eta + " (allowed: 0 to 1)");
        }
        if (stepsOffset < 0 || stepsOffset >= betas.trainSteps()) {
            throw new IllegalArgumentException(
                    "stepsOffset: " + stepsOffset + " (allowed: 0 to " + (betas.trainSteps() - 1) + ")");
        }
    }

    /** AnimateLCM as its authors run it. */
    public static SamplerSettings animateLcm() {
        return of(SamplerKind.LCM, BetaSchedule.ANIMATE_DIFF);
    }

    /** The settings of AnimateDiff's authors for this sampler. */
    public static SamplerSettings of(SamplerKind kind, BetaSchedule betas) {
        TimestepSpacing spacing = switch (kind) {
            case LCM, DDIM -> TimestepSpacing.LEADING;
            case EULER, EULER_ANCESTRAL, DPMPP_2M, DPMPP_2M_KARRAS -> TimestepSpacing.LINSPACE;
        };
        return new SamplerSettings(kind, betas, spacing, 1, true, 0, 100, LcmTimesteps.EVEN);
    }

    /** The same settings for another sampler. */
    public SamplerSettings with(SamplerKind other) {
        if (other == kind) {
            return this;
        }
        SamplerSettings usual = of(other, betas);
        return new SamplerSettings(
                other, betas, usual.spacing, stepsOffset, alphaOneAtEnd, eta, originalSteps, lcmTimesteps);
    }

    /** Plans a run from pure noise. */
    public Sampler start(int steps) {
        return switch (kind) {
            case LCM -> lcm(steps, 1);
            case DDIM -> new DdimSampler(betas, spacing, stepsOffset, steps, eta, alphaOneAtEnd);
            case EULER -> new EulerSampler(betas, spacing, stepsOffset, steps, false);
            case EULER_ANCESTRAL -> new EulerSampler(betas, spacing, stepsOffset, steps, true);
            case DPMPP_2M -> new DpmSolverSampler(betas, spacing, stepsOffset, steps, false);
            case DPMPP_2M_KARRAS -> new DpmSolverSampler(betas, spacing, stepsOffset, steps, true);
        };
    }

    /** Plans a consistency run over the cleanest part of the grid, for a start from something else than noise. */
    Sampler lcm(int steps, double strength) {
        return new LcmSampler(betas, lcmTimesteps.select(betas.trainSteps(), originalSteps, strength, steps));
    }
}
