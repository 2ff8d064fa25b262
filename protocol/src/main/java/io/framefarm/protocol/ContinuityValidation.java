package io.framefarm.protocol;

import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.NoiseSource;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.Shot;

/** The rules of how a shot's segments relate to each other, where they do not stand alone. */
final class ContinuityValidation {
    private final Problems problems;
    private final String path;
    private final Shot shot;
    private final Continuity continuity;
    private final Sampling sampling;

    private ContinuityValidation(Problems problems, String path, RenderRequest request, Shot shot) {
        this.problems = problems;
        this.path = path;
        this.shot = shot;
        this.continuity = shot.getContinuity() == Continuity.CONTINUITY_UNSPECIFIED
                ? request.getContinuity()
                : shot.getContinuity();
        this.sampling =
                request.getSampling().toBuilder().mergeFrom(shot.getSampling()).build();
    }

    /** Of one shot with what it takes from the request. */
    static void check(Problems problems, String path, RenderRequest request, Shot shot) {
        ContinuityValidation validation = new ContinuityValidation(problems, path, request, shot);
        validation.checkLoop();
        validation.checkSeamSteps();
        validation.checkNoise();
        validation.checkFused();
    }

    private void checkLoop() {
        if (!shot.getLoop()) {
            return;
        }
        if (!relates()) {
            problems.add(path + ".loop", "leaves a seam with the continuity cut (allowed with: overlap, fused, chain)");
        } else if (shot.getFrames() < minLoopFrames()) {
            problems.add(
                    path + ".loop",
                    "%d frames are too few for it (allowed: %d and more)".formatted(shot.getFrames(), minLoopFrames()));
        }
    }

    /** Fused windows may turn round within one length; otherwise the last window must reach beyond the first. */
    private int minLoopFrames() {
        return continuity == Continuity.CONTINUITY_FUSED
                ? Limits.WINDOW_FRAMES
                : Limits.WINDOW_FRAMES + Limits.OVERLAP_FRAMES;
    }

    private void checkSeamSteps() {
        problems.range(path + ".seam_steps", shot.getSeamSteps(), 0, Limits.MAX_SEAM_STEPS);
        if (shot.getSeamSteps() > 0 && continuity != Continuity.CONTINUITY_OVERLAP) {
            problems.add(path + ".seam_steps", "goes with the continuity overlap only");
        }
    }

    private void checkNoise() {
        if (relates() && sampling.getNoise() == NoiseSource.NOISE_SOURCE_PYTORCH_CPU) {
            problems.add(
                    path + ".sampling.noise",
                    "pytorch_cpu is one stream for each window, so windows cannot share it (allowed with cut only)");
        }
    }

    private void checkFused() {
        if (continuity != Continuity.CONTINUITY_FUSED) {
            return;
        }
        if (shot.hasStart()) {
            problems.add(path + ".start", "fused windows start from noise (allowed with: cut, overlap, chain)");
        }
        if (!sampling.hasSteps()) {
            problems.add(
                    path + ".sampling.steps",
                    "is missing (1 to %d; fused windows exchange latents at each step, so that their number is part of the plan)"
                            .formatted(Limits.MAX_STEPS_FUSED));
        } else if (sampling.getSteps() > Limits.MAX_STEPS_FUSED) {
            problems.range(path + ".sampling.steps", sampling.getSteps(), 1, Limits.MAX_STEPS_FUSED);
        }
    }

    private boolean relates() {
        return switch (continuity) {
            case CONTINUITY_OVERLAP, CONTINUITY_FUSED, CONTINUITY_CHAIN -> true;
            case CONTINUITY_UNSPECIFIED, CONTINUITY_CUT, UNRECOGNIZED -> false;
        };
    }
}
