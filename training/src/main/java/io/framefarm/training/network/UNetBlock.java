package io.framefarm.training.network;

import io.framefarm.training.tensor.Weights;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** One resolution of the UNet: resnets, the attentions after them, and the change of size at its end. */
record UNetBlock(String path, List<ResnetBlock> resnets, List<SpatialTransformer> attentions, Optional<Conv2d> resize) {

    /**
     * What all blocks are told.
     *
     * @param time [images, time]
     * @param text [captions, words, width]
     */
    record Told(Tensor time, Tensor text, BetweenFrames frames) {}

    Tensor layer(Weights weights, int layer, Tensor x, Told told) {
        Tensor h = resnets.get(layer).apply(weights, x, told.time);
        if (!attentions.isEmpty()) {
            h = attentions.get(layer).apply(weights, h, told.text);
        }
        return told.frames.at(path + ".motion_modules." + layer, h);
    }
}
