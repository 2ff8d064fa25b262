package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.noise.LatentNoise;
import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.noise.NoiseWindow;
import java.util.List;

/** Encodes a recipe's images. What the encoder draws depends on seed, shot and frame alone, like all noise. */
final class InputLatents {

    /** Apart from the draws of the sampler, which count from 0. */
    private static final int ENCODING_DRAW = -1;

    private final BoundModel model;
    private final LatentShape shape;
    private final NoiseWindow window;
    private final StopSignal stop;

    InputLatents(BoundModel model, LatentShape shape, NoiseWindow window, StopSignal stop) {
        this.model = model;
        this.shape = shape;
        this.window = window;
        this.stop = stop;
    }

    /** The image that a shot begins with, the same for all its windows: [channels, height, width]. */
    float[] image(RgbFrame image) {
        NoiseWindow first =
                new NoiseWindow(window.seed(), window.shot(), 0, 1, window.channels(), window.height(), window.width());
        try (EncodeFrames encode = new EncodeFrames(model, shape, stop)) {
            return encode.encode(image, draw(first));
        }
    }

    /** The frames of a window, or one image for all of them: [channels, frames, height, width]. */
    float[] video(List<RgbFrame> images) {
        float[] noise = draw(window);
        float[] latent = new float[shape.size()];
        try (EncodeFrames encode = new EncodeFrames(model, shape, stop)) {
            for (int frame = 0; frame < shape.frames(); frame++) {
                RgbFrame image = images.get(images.size() == 1 ? 0 : frame);
                shape.setFrame(latent, frame, encode.encode(image, shape.frame(noise, frame)));
            }
        }
        return latent;
    }

    private static float[] draw(NoiseWindow window) {
        return LatentNoise.of(NoiseKind.PHILOX, window).draw(ENCODING_DRAW);
    }
}
