package io.framefarm.worker.engine;

import io.framefarm.worker.engine.NetworkCache.Lease;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.network.imageencoder.ImageEncoderGraph;
import io.framefarm.worker.network.unet.UNetGraph;
import java.util.HashMap;
import java.util.Map;

/** What the image encoder tells the UNet of the image that a window begins with: the same at every step. */
final class ImageFeatures {

    private ImageFeatures() {}

    /**
     * Runs the image encoder.
     *
     * @param latent of the image, [channels, height, width]
     * @return one tensor for each level, under the names of the UNet's inputs
     */
    static NamedTensors of(BoundModel model, LatentShape shape, float[] latent, float motionScale, StopSignal stop) {
        NamedTensors inputs = NamedTensors.of(
                        ImageEncoderGraph.LATENT,
                        FloatTensor.of(latent, 1, shape.channels(), shape.height(), shape.width()))
                .with(ImageEncoderGraph.MOTION_SCALE, FloatTensor.of(new float[] {motionScale}, 1));
        try (Lease lease = model.imageEncoder(shape.frames(), shape.height(), shape.width())) {
            NamedTensors features = lease.run(inputs, stop);
            Map<String, FloatTensor> renamed = new HashMap<>();
            for (int level = 0; level < features.tensors().size(); level++) {
                renamed.put(UNetGraph.imageFeature(level), features.get(ImageEncoderGraph.feature(level)));
            }
            return new NamedTensors(renamed);
        }
    }
}
