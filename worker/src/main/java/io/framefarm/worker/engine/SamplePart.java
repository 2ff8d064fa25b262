package io.framefarm.worker.engine;

import io.framefarm.worker.engine.Part.Way;
import io.framefarm.worker.noise.LatentNoise;
import io.framefarm.worker.sampling.Sampler;
import java.util.BitSet;
import java.util.List;

/** Samples what a recipe's part asks for: all steps, one of them, or the last ones again. */
final class SamplePart {

    private final Recipe recipe;
    private final Part part;
    private final Sampler sampler;
    private final BlendLatents blend;
    private final LatentShape shape;
    private final Denoise denoise;

    SamplePart(Recipe recipe, LatentShape shape, Sampler sampler, LatentNoise noise, PredictNoise predict) {
        this.recipe = recipe;
        this.part = recipe.part();
        this.sampler = sampler;
        this.shape = shape;
        this.blend = new BlendLatents(shape, recipe.window());
        requirePossible();
        this.denoise = new Denoise(sampler, noise, predict, held());
    }

    /** [channels, frames, height, width]. */
    float[] run(Cancellation cancellation, Denoise.Steps steps) {
        return switch (part.way()) {
            case WHOLE ->
                part.continues() && sampler.steps() > 1
                        ? denoise.runContinued(nearest(), cancellation, steps)
                        : denoise.run(cancellation, steps);
            case STEP ->
                denoise.runOne(
                        part.step(),
                        part.step() == 0 ? denoise.pureNoise() : blend.blend(part.given()),
                        cancellation,
                        steps);
            case LAST_STEPS ->
                denoise.runLast(part.steps(sampler.steps()), blend.blend(part.given()), cancellation, steps);
        };
    }

    /** As {@link #run}, but from a video instead of noise where a whole run starts. */
    float[] runFrom(int firstStep, float[] clean, Cancellation cancellation, Denoise.Steps steps) {
        return switch (part.way()) {
            case WHOLE -> denoise.runFrom(firstStep, clean, cancellation, steps);
            case STEP ->
                throw new RenderException(
                        Fault.USER,
                        "SAMPLING_IMPOSSIBLE",
                        "start: fused windows start from noise (allowed with: cut, overlap, chain)");
            case LAST_STEPS -> run(cancellation, steps);
        };
    }

    private void requirePossible() {
        if (part.way() == Way.STEP && part.step() >= sampler.steps()) {
            throw new RenderException(
                    Fault.USER,
                    "SAMPLING_IMPOSSIBLE",
                    "steps: the plan wants step " + part.step() + ", counted from 0, of a run of " + sampler.steps());
        }
        if (part.way() == Way.STEP && sampler.remembersSteps()) {
            throw new RenderException(
                    Fault.USER,
                    "SAMPLING_IMPOSSIBLE",
                    "continuity: fused windows cannot be sampled with "
                            + recipe.sampling().sampler() + ", whose steps build on each other (allowed: lcm, ddim,"
                            + " euler)");
        }
    }

    private NearestFrames nearest() {
        return new NearestFrames(shape, recipe.window(), part.given());
    }

    private HeldFrames held() {
        return switch (part.way()) {
            case WHOLE -> part.continues() ? holdGiven() : HeldFrames.NONE;
            case STEP -> HeldFrames.NONE;
            case LAST_STEPS -> holdUnpublished();
        };
    }

    private HeldFrames holdGiven() {
        List<GivenLatents> given = part.given();
        BitSet places = new BitSet();
        float[] clean = new float[shape.size()];
        for (int place = 0; place < recipe.frames(); place++) {
            if (blend.isGiven(place, given)) {
                places.set(place);
                shape.setFrame(clean, place, blend.frame(recipe.window().frame(place), given));
            }
        }
        return new HeldFrames(places, clean, shape);
    }

    private HeldFrames holdUnpublished() {
        BitSet places = new BitSet();
        for (int place = 0; place < recipe.frames(); place++) {
            int frame = recipe.window().frame(place);
            places.set(place, part.published().place(frame) < 0);
        }
        return new HeldFrames(places, blend.blend(part.given()), shape);
    }
}
