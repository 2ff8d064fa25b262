package io.framefarm.worker.engine;

import io.framefarm.worker.engine.NetworkCache.Lease;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.network.unet.UNetGraph;
import io.framefarm.worker.network.unet.UNetInput;

/**
 * Predicts the noise of a window with a UNet: all frames together if the model has motion modules, else frame by frame,
 * so that a frame of an image model does not depend on its neighbours at all.
 */
final class UNetPrediction implements PredictNoise, AutoCloseable {

    private final Lease lease;
    private final LatentShape shape;
    private final Conditioning conditioning;
    private final float guidance;
    private final boolean together;
    private final StopSignal stop;

    private UNetPrediction(
            Lease lease,
            LatentShape shape,
            Conditioning conditioning,
            float guidance,
            boolean together,
            StopSignal stop) {
        this.lease = lease;
        this.shape = shape;
        this.conditioning = conditioning;
        this.guidance = guidance;
        this.together = together;
        this.stop = stop;
    }

    static UNetPrediction open(
            BoundModel model, LatentShape shape, Conditioning conditioning, float guidance, StopSignal stop) {
        boolean together = model.hasMotion();
        UNetInput size = UNetInput.videos(1, together ? shape.frames() : 1, shape.height(), shape.width())
                .withTokens(conditioning.tokens());
        boolean textPerFrame = together && conditioning.varies();
        Lease lease = model.unet(textPerFrame ? size.withTextPerFrame() : size);
        return new UNetPrediction(lease, shape, conditioning, guidance, together, stop);
    }

    @Override
    public float[] predict(float[] latent, float timestep) {
        if (together) {
            FloatTensor sample =
                    FloatTensor.of(latent, 1, shape.channels(), shape.frames(), shape.height(), shape.width());
            return guided(sample, timestep, conditioning.window(), conditioning.negativeWindow());
        }
        float[] predicted = new float[latent.length];
        for (int frame = 0; frame < shape.frames(); frame++) {
            FloatTensor sample =
                    FloatTensor.of(shape.frame(latent, frame), 1, shape.channels(), 1, shape.height(), shape.width());
            float[] one = guided(sample, timestep, conditioning.frame(frame), conditioning.negativeFrame());
            shape.setFrame(predicted, frame, one);
        }
        return predicted;
    }

    private float[] guided(FloatTensor sample, float timestep, FloatTensor text, FloatTensor negative) {
        float[] with = run(sample, timestep, text);
        return guidance == 1 ? with : Guidance.guide(run(sample, timestep, negative), with, guidance);
    }

    private float[] run(FloatTensor sample, float timestep, FloatTensor text) {
        NamedTensors inputs = NamedTensors.of(UNetGraph.SAMPLE, sample)
                .with(UNetGraph.TIMESTEP, FloatTensor.of(new float[] {timestep}, 1))
                .with(UNetGraph.ENCODER_HIDDEN_STATES, text);
        return lease.run(inputs, stop).get(UNetGraph.NOISE_PRED).toArray();
    }

    @Override
    public void close() {
        lease.close();
    }
}
