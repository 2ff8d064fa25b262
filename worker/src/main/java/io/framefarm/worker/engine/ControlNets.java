package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.worker.engine.NetworkCache.Lease;
import io.framefarm.worker.image.FitImage;
import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.StopSignal;
import io.framefarm.worker.network.unet.ControlNetGraph;
import io.framefarm.worker.onnx.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ControlNets of a recipe: at each step, the sum of what they add to the UNet's activations. */
final class ControlNets implements AutoCloseable {

    private final List<Net> nets = new ArrayList<>();
    private final StopSignal stop;
    /** What is added while none has a say. */
    private @Nullable NamedTensors nothing;

    private ControlNets(StopSignal stop) {
        this.stop = stop;
    }

    /** One net and the images that it follows, as large as the frames. */
    private record Net(Lease lease, ControlUse use, float scale, List<RgbFrame> images) {

        RgbFrame image(int frame) {
            return images.get(images.size() == 1 ? 0 : frame);
        }
    }

    /**
     * Makes the nets ready.
     *
     * @param shape of what the UNet sees at a time: the window, or one frame of it
     * @param texts one for all of these frames, or one for each
     */
    static ControlNets open(
            BoundModel model, LatentShape shape, int texts, int tokens, List<ControlUse> uses, StopSignal stop) {
        ControlNets opened = new ControlNets(stop);
        try {
            for (ControlUse use : uses) {
                List<RgbFrame> images = use.images().stream()
                        .map(image -> FitImage.fit(
                                image, shape.width() * LatentShape.PIXELS, shape.height() * LatentShape.PIXELS))
                        .toList();
                Lease lease = model.controlNet(use.net(), shape, texts, tokens);
                float scale = use.scale().orElseGet(() -> model.controlScale(use.net()));
                opened.nets.add(new Net(lease, use, scale, images));
            }
            return opened;
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    boolean isEmpty() {
        return nets.isEmpty();
    }

    /**
     * Runs the nets that have a say in this step.
     *
     * @param sample what the UNet sees, [frames, channels, height, width]
     * @param firstFrame which frame of the window that begins with
     * @param text [texts, tokens, width]
     * @return what is added where, under the names of the UNet's inputs
     */
    NamedTensors residuals(Step step, FloatTensor sample, int firstFrame, FloatTensor text) {
        return nets.stream()
                .filter(net -> net.use().isActive(step.index(), step.of()))
                .map(net -> Residuals.scaled(run(net, step, sample, firstFrame, text), net.scale()))
                .reduce(Residuals::sum)
                .orElseGet(() -> nothing(step, sample, firstFrame, text));
    }

    /** Zeros in the shapes that any of the nets would give. */
    private NamedTensors nothing(Step step, FloatTensor sample, int firstFrame, FloatTensor text) {
        NamedTensors known = nothing;
        if (known == null) {
            known = Residuals.scaled(run(nets.get(0), step, sample, firstFrame, text), 0);
            nothing = known;
        }
        return known;
    }

    private NamedTensors run(Net net, Step step, FloatTensor sample, int firstFrame, FloatTensor text) {
        NamedTensors inputs = NamedTensors.of(ControlNetGraph.SAMPLE, sample)
                .with(ControlNetGraph.TIMESTEP, FloatTensor.of(new float[] {step.timestep()}, 1))
                .with(ControlNetGraph.ENCODER_HIDDEN_STATES, text)
                .with(
                        ControlNetGraph.HINT,
                        hints(net, firstFrame, sample.shape().dim(0)));
        return net.lease().run(inputs, stop);
    }

    /** From 0 to 1, unlike what the VAE sees: [frames, 3, 8 height, 8 width]. */
    private static FloatTensor hints(Net net, int firstFrame, long frames) {
        RgbFrame first = net.image(firstFrame);
        FloatTensor hints = FloatTensor.zeros(Shape.of(frames, RgbFrame.CHANNELS, first.height(), first.width()));
        FloatBuffer values = hints.values();
        for (int i = 0; i < frames; i++) {
            Pixels.put(net.image(firstFrame + i), 1, 0, values);
        }
        return hints;
    }

    @Override
    public void close() {
        nets.forEach(net -> net.lease().close());
    }
}
