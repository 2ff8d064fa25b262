package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.worker.engine.NetworkCache.Lease;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.network.vae.VaeDecoderGraph;
import java.nio.FloatBuffer;

/** Decodes a latent frame by frame, so that memory does not grow with the window. */
final class DecodeFrames implements AutoCloseable {

    private static final int CHANNELS = 3;

    private final Lease lease;
    private final LatentShape shape;
    private final StopSignal stop;

    DecodeFrames(BoundModel model, LatentShape shape, StopSignal stop) {
        this.lease = model.vaeDecoder(shape.height(), shape.width());
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
        return new RgbFrame(width, height, toBytes(image.values(), width * height));
    }

    /** From [3, height, width] around -1 to 1 to [height, width, 3] in bytes, rounded as diffusers does. */
    static byte[] toBytes(FloatBuffer image, int pixels) {
        byte[] rgb = new byte[pixels * CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                float unit = image.get(channel * pixels + pixel) / 2 + 0.5f;
                rgb[pixel * CHANNELS + channel] = (byte) Math.rint(Math.min(Math.max(unit, 0), 1) * 255);
            }
        }
        return rgb;
    }

    @Override
    public void close() {
        lease.close();
    }
}
