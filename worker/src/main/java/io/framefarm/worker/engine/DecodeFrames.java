package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.worker.engine.NetworkCache.Lease;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.network.vae.VaeDecoderGraph;

/** Decodes a latent frame by frame, so that memory does not grow with the window. */
final class DecodeFrames implements AutoCloseable {

    private final Lease lease;
    private final LatentShape shape;
    private final StopSignal stop;

    /** @param draft whether roughly and soon rather than by the VAE */
    DecodeFrames(BoundModel model, LatentShape shape, boolean draft, StopSignal stop) {
        this.lease = draft
                ? model.draftDecoder(shape.height(), shape.width())
                : model.vaeDecoder(shape.height(), shape.width());
        this.shape = shape;
        this.stop = stop;
    }

    RgbFrame decode(float[] latent, int frame) {
        FloatTensor input =
                FloatTensor.of(shape.frame(latent, frame), 1, shape.channels(), shape.height(), shape.width());
        FloatTensor image =
                lease.run(NamedTensors.of(VaeDecoderGraph.LATENTS, input), stop).get(VaeDecoderGraph.IMAGE);
        int height = (int) image.shape().dim(2);
        int width = (int) image.shape().dim(3);
        return new RgbFrame(width, height, Pixels.toBytes(image.values(), width * height));
    }

    @Override
    public void close() {
        lease.close();
    }
}
