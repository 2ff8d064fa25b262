package io.framefarm.worker.engine;

import io.framefarm.worker.engine.NetworkCache.Lease;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.network.unet.UNetGraph;
import io.framefarm.worker.network.unet.UNetInput;
import java.util.List;
import java.util.Map;

/**
 * Predicts the noise of a window with a UNet: all frames together if the model has motion modules, else frame by frame,
 * so that a frame of an image model does not depend on its neighbours at all.
 */
final class UNetPrediction implements PredictNoise, AutoCloseable {

    /** No image to begin with. */
    static final NamedTensors NO_FEATURES = new NamedTensors(Map.of());

    private final Lease lease;
    private final LatentShape shape;
    private final Conditioning conditioning;
    private final float guidance;
    private final boolean together;
    private final NamedTensors features;
    private final ControlNets controls;
    private final StopSignal stop;

    private UNetPrediction(
            Lease lease,
            LatentShape shape,
            Conditioning conditioning,
            float guidance,
            boolean together,
            NamedTensors features,
            ControlNets controls,
            StopSignal stop) {
        this.lease = lease;
        this.shape = shape;
        this.conditioning = conditioning;
        this.guidance = guidance;
        this.together = together;
        this.features = features;
        this.controls = controls;
        this.stop = stop;
    }

    /** Guided by the text alone. */
    static UNetPrediction open(
            BoundModel model, LatentShape shape, Conditioning conditioning, float guidance, StopSignal stop) {
        return open(model, shape, conditioning, guidance, NO_FEATURES, List.of(), stop);
    }

    /**
     * Makes the networks ready.
     *
     * @param features of the image that the window begins with; none unless the model has motion modules
     */
    static UNetPrediction open(
            BoundModel model,
            LatentShape shape,
            Conditioning conditioning,
            float guidance,
            NamedTensors features,
            List<ControlUse> controls,
            StopSignal stop) {
        boolean together = model.hasMotion();
        LatentShape seen = together ? shape : shape.withFrames(1);
        UNetInput size =
                input(seen, conditioning).withGuides(!features.tensors().isEmpty(), !controls.isEmpty());
        ControlNets nets = ControlNets.open(model, seen, size.texts(), conditioning.tokens(), controls, stop);
        try {
            Lease lease = model.unet(size);
            return new UNetPrediction(lease, shape, conditioning, guidance, together, features, nets, stop);
        } catch (RuntimeException | Error e) {
            nets.close();
            throw e;
        }
    }

    /** One video with a text, or one for each frame if it varies. */
    static UNetInput input(LatentShape seen, Conditioning conditioning) {
        UNetInput size =
                UNetInput.videos(1, seen.frames(), seen.height(), seen.width()).withTokens(conditioning.tokens());
        return seen.frames() > 1 && conditioning.varies() ? size.withTextPerFrame() : size;
    }

    @Override
    public float[] predict(Step step, float[] latent) {
        if (together) {
            return guided(step, latent, shape, 0, conditioning.window(), conditioning.negativeWindow());
        }
        float[] predicted = new float[latent.length];
        for (int frame = 0; frame < shape.frames(); frame++) {
            float[] one = guided(
                    step,
                    shape.frame(latent, frame),
                    shape.withFrames(1),
                    frame,
                    conditioning.frame(frame),
                    conditioning.negativeFrame());
            shape.setFrame(predicted, frame, one);
        }
        return predicted;
    }

    private float[] guided(
            Step step, float[] latent, LatentShape seen, int firstFrame, FloatTensor text, FloatTensor negative) {
        float[] with = run(step, latent, seen, firstFrame, text);
        return guidance == 1 ? with : Guidance.guide(run(step, latent, seen, firstFrame, negative), with, guidance);
    }

    private float[] run(Step step, float[] latent, LatentShape seen, int firstFrame, FloatTensor text) {
        NamedTensors inputs = NamedTensors.of(
                        UNetGraph.SAMPLE,
                        FloatTensor.of(latent, 1, seen.channels(), seen.frames(), seen.height(), seen.width()))
                .with(UNetGraph.TIMESTEP, FloatTensor.of(new float[] {step.timestep()}, 1))
                .with(UNetGraph.ENCODER_HIDDEN_STATES, text)
                .with(features);
        if (!controls.isEmpty()) {
            FloatTensor images =
                    FloatTensor.of(seen.byFrame(latent), seen.frames(), seen.channels(), seen.height(), seen.width());
            inputs = inputs.with(controls.residuals(step, images, firstFrame, text));
        }
        return lease.run(inputs, stop).get(UNetGraph.NOISE_PRED).toArray();
    }

    @Override
    public void close() {
        lease.close();
        controls.close();
    }
}
