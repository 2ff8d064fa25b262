package io.framefarm.worker.engine;

import io.framefarm.worker.noise.LatentNoise;
import io.framefarm.worker.sampling.Advance;
import io.framefarm.worker.sampling.Sampler;
import java.util.stream.IntStream;

/** Walks a sampler from noise to a clean latent, or a part of that way. */
final class Denoise {

    private static final float[] NO_NOISE = {};

    /** One step of how many is left out where frames are continued. */
    private static final int LEFT_OUT = 4;

    /** After how many steps continued frames are drawn to the held ones again. */
    private static final int LOOKS = 2;

    private final Sampler sampler;
    private final LatentNoise noise;
    private final PredictNoise predict;
    private final HeldFrames held;

    Denoise(Sampler sampler, LatentNoise noise, PredictNoise predict) {
        this(sampler, noise, predict, HeldFrames.NONE);
    }

    Denoise(Sampler sampler, LatentNoise noise, PredictNoise predict, HeldFrames held) {
        this.sampler = sampler;
        this.noise = noise;
        this.predict = predict;
        this.held = held;
    }

    /** Hears of each step's end: what the next step starts from, and the clean latent as estimated then. */
    interface Steps {
        void stepDone(int done, float[] sample, float[] clean);
    }

    /** All steps, from noise alone. */
    float[] run(Cancellation cancellation, Steps steps) {
        return toTheEnd(new Walk(0, 0, sampler.steps()), pureNoise(), cancellation, steps);
    }

    /** Starts from a clean latent under as much noise as there is left before the given step. */
    float[] runFrom(int firstStep, float[] clean, Cancellation cancellation, Steps steps) {
        float[] start = sampler.noised(firstStep, clean, noise.draw(0));
        return toTheEnd(new Walk(firstStep, firstStep, sampler.steps()), start, cancellation, steps);
    }

    /**
     * Continues the held frames: leaves out the earliest steps, in which noise hides them, and starts from the frames next
     * to them. What the first steps make of that is drawn to them again, so that the way from them is no jump.
     */
    float[] runContinued(NearestFrames nearest, Cancellation cancellation, Steps steps) {
        int first = Math.max(1, sampler.steps() / LEFT_OUT);
        if (sampler.remembersSteps()) {
            return from(first, nearest.latent(), cancellation, steps);
        }
        float[] looked = nearest.latent();
        int step = first;
        while (step < Math.min(first + LOOKS, sampler.steps())) {
            looked = look(step, looked, cancellation);
            steps.stepDone(++step, looked, looked);
            if (step == sampler.steps()) {
                held.putClean(looked);
                return looked;
            }
            nearest.draw(looked);
        }
        return from(step, looked, cancellation, steps);
    }

    /** The steps of a whole run that begin with this one. */
    private float[] from(int step, float[] clean, Cancellation cancellation, Steps steps) {
        Walk walk = new Walk(0, step, sampler.steps());
        float[] start = sampler.noised(step, clean, noise.draw(draw(walk, step)));
        return toTheEnd(
                walk, start, cancellation, (done, sample, estimate) -> steps.stepDone(step + done, sample, estimate));
    }

    /** What one step makes of a clean latent under the noise that a run starts from. */
    private float[] look(int step, float[] clean, Cancellation cancellation) {
        cancellation.check();
        float[] first = noise.draw(0);
        float[] sample = sampler.noised(step, clean, first);
        held.putNoised(sample, sampler, step, first);
        Step now = new Step(step, sampler.steps(), sampler.timesteps()[step]);
        float[] predicted = predict.predict(now, sampler.networkInput(step, sample));
        return sampler.advance(step, sample, predicted, first).denoised();
    }

    /** One step; {@code sample} is what the steps before it have come to. */
    float[] runOne(int step, float[] sample, Cancellation cancellation, Steps steps) {
        return walk(new Walk(0, step, step + 1), sample, cancellation, steps);
    }

    /** The last steps again, from a clean latent under the noise that a whole run has there. */
    float[] runLast(int count, float[] clean, Cancellation cancellation, Steps steps) {
        Walk walk = new Walk(0, sampler.steps() - count, sampler.steps());
        float[] start = sampler.noised(walk.from(), clean, noise.draw(draw(walk, walk.from())));
        return toTheEnd(walk, start, cancellation, steps);
    }

    /** What a run starts from. */
    float[] pureNoise() {
        return pureNoise(sampler, noise);
    }

    static float[] pureNoise(Sampler sampler, LatentNoise noise) {
        float[] latent = noise.draw(0);
        for (int i = 0; i < latent.length; i++) {
            latent[i] *= sampler.initialNoiseScale();
        }
        return latent;
    }

    /**
     * Steps that are taken.
     *
     * @param first of the run that they belong to, where its noise is counted from
     * @param to exclusive
     */
    private record Walk(int first, int from, int to) {}

    private float[] toTheEnd(Walk walk, float[] start, Cancellation cancellation, Steps steps) {
        float[] latent = walk(walk, start, cancellation, steps);
        held.putClean(latent);
        return latent;
    }

    private float[] walk(Walk walk, float[] start, Cancellation cancellation, Steps steps) {
        float[] latent = start;
        float[] timesteps = sampler.timesteps();
        // The noise that the sample holds at this step.
        float[] within = held.any() ? noise.draw(draw(walk, walk.from())) : NO_NOISE;
        for (int step = walk.from(); step < walk.to(); step++) {
            cancellation.check();
            held.putNoised(latent, sampler, step, within);
            Step now = new Step(step - walk.first(), timesteps.length - walk.first(), timesteps[step]);
            float[] predicted = predict.predict(now, sampler.networkInput(step, latent));
            boolean draws = sampler.drawsNoise(step);
            float[] fresh = draws ? noise.draw(draw(walk, step + 1)) : NO_NOISE;
            Advance advance = sampler.advance(step, latent, predicted, fresh);
            latent = advance.sample();
            within = draws ? fresh : within;
            steps.stepDone(step - walk.from() + 1, latent, advance.denoised());
        }
        return latent;
    }

    /** Which draw the sample holds before a step: the first one, or that of the last step that drew. */
    private int draw(Walk walk, int step) {
        return (int)
                IntStream.range(walk.first(), step).filter(sampler::drawsNoise).count();
    }
}
