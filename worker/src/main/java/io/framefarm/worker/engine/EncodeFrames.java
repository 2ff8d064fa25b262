package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.worker.engine.NetworkCache.Lease;
import io.framefarm.worker.image.FitImage;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.network.vae.VaeEncoderGraph;
import io.framefarm.worker.onnx.Shape;

/** Encodes images to latents as the UNet sees them, one by one, so that memory does not grow with the window. */
final class EncodeFrames implements AutoCloseable {

    private final Lease lease;
    private final LatentShape shape;
    private final float scalingFactor;
    private final StopSignal stop;

    EncodeFrames(BoundModel model, LatentShape shape, StopSignal stop) {
        this.lease = model.vaeEncoder(shape.height(), shape.width());
        this.shape = shape;
        this.scalingFactor = model.latentScale();
        this.stop = stop;
    }

    /**
     * Draws a latent from the distribution that the VAE encodes an image to (<a
     * href="https://arxiv.org/abs/1312.6114">Kingma and Welling 2014</a>, section 2.4).
     *
     * @param image of any size; it is made to fit
     * @param noise [channels, height, width]
     * @return [channels, height, width]
     */
    float[] encode(RgbFrame image, float[] noise) {
        int height = shape.height() * LatentShape.PIXELS;
        int width = shape.width() * LatentShape.PIXELS;
        FloatTensor pixels = FloatTensor.zeros(Shape.of(1, RgbFrame.CHANNELS, height, width));
        Pixels.put(FitImage.fit(image, width, height), 2, -1, pixels.values());
        NamedTensors distribution = lease.run(NamedTensors.of(VaeEncoderGraph.IMAGE, pixels), stop);
        float[] mean = distribution.get(VaeEncoderGraph.MEAN).toArray();
        float[] logVariance = distribution.get(VaeEncoderGraph.LOGVAR).toArray();
        float[] latent = new float[mean.length];
        for (int i = 0; i < latent.length; i++) {
            float deviation = (float) Math.exp(0.5f * logVariance[i]);
            latent[i] = (mean[i] + deviation * noise[i]) * scalingFactor;
        }
        return latent;
    }

    @Override
    public void close() {
        lease.close();
    }
}
