package io.framefarm.worker.engine;

import io.framefarm.worker.engine.NetworkCache.Lease;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.network.unet.RunGraph;
import io.framefarm.worker.network.unet.UNetInput;
import io.framefarm.worker.noise.LatentNoise;
import io.framefarm.worker.sampling.LinearStep;
import io.framefarm.worker.sampling.Sampler;

/**
 * Takes all steps of a window in one run of a network, so that a device does not wait for us between them. Steps are
 * heard of when all are done.
 */
final class WholeRun implements AutoCloseable {

    private final Lease lease;
    private final LatentShape shape;
    private final FloatTensor text;
    private final Sampler sampler;
    private final StopSignal stop;

    private WholeRun(Lease lease, LatentShape shape, FloatTensor text, Sampler sampler, StopSignal stop) {
        this.lease = lease;
        this.shape = shape;
        this.text = text;
        this.sampler = sampler;
        this.stop = stop;
    }

    /** Whether a segment can be sampled so, and should be with this model on this device. */
    static boolean suits(BoundModel model, Recipe recipe, Sampler sampler) {
        return sampler.steps() > 1
                && sampler.steps() <= model.stepsTogether()
                && !sampler.remembersSteps()
                && model.hasMotion()
                && !recipe.sampling().guided()
                && recipe.part().startsFromNoise()
                && recipe.guides().isEmpty();
    }

    /** Makes the network ready. */
    static WholeRun open(
            BoundModel model, LatentShape shape, Conditioning conditioning, Sampler sampler, StopSignal stop) {
        UNetInput size = UNetPrediction.input(shape, conditioning);
        Lease lease = model.run(size, LinearStep.of(sampler));
        return new WholeRun(lease, shape, conditioning.window(), sampler, stop);
    }

    /** From noise to a clean latent, [channels, frames, height, width]. */
    float[] run(LatentNoise noise, Denoise.Steps steps) {
        NamedTensors inputs = NamedTensors.of(RunGraph.ENCODER_HIDDEN_STATES, text)
                .with(RunGraph.SAMPLE, tensor(Denoise.pureNoise(sampler, noise)));
        int draw = 0;
        for (int step = 0; step < sampler.steps(); step++) {
            if (sampler.drawsNoise(step)) {
                inputs = inputs.with(RunGraph.noise(step), tensor(noise.draw(++draw)));
            }
        }
        NamedTensors outputs = lease.run(inputs, stop);
        float[] latent = {};
        for (int step = 0; step < sampler.steps(); step++) {
            latent = outputs.get(RunGraph.next(step)).toArray();
            steps.stepDone(step + 1, latent, outputs.get(RunGraph.clean(step)).toArray());
        }
        return latent;
    }

    private FloatTensor tensor(float[] latent) {
        return FloatTensor.of(latent, 1, shape.channels(), shape.frames(), shape.height(), shape.width());
    }

    @Override
    public void close() {
        lease.close();
    }
}
