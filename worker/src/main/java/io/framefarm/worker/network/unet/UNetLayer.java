package io.framefarm.worker.network.unet;

import io.framefarm.worker.checkpoint.layout.UNetConfig;
import io.framefarm.worker.network.Block;
import io.framefarm.worker.network.GroupNorm;
import io.framefarm.worker.onnx.Value;

/**
 * What the blocks of the UNet consist of: a resnet block, then a spatial transformer where the level has one.
 *
 * @param step of those that are told, from 0
 * @param end what else belongs to each layer
 */
record UNetLayer(UNetConfig config, GroupNorm norm, Told told, int step, End end) {
    private static final double NORM_EPSILON = 1e-5;

    /** Comes after a layer's transformer. */
    interface End {
        /** No more than the layer itself. */
        End NONE = (block, layer, x) -> x;

        Value of(String block, int layer, Value x);
    }

    /** The group norm of the resnet blocks, each image for itself. */
    static GroupNorm norm(UNetConfig config) {
        return GroupNorm.perImage(config.normGroups(), NORM_EPSILON);
    }

    /** Adds one layer of a down or an up block to x, [n, c, h, w]. */
    Value of(Block block, int layer, int level, Value input) {
        Value x = resnet(block.at("resnets", layer), input);
        if (config.attention().get(level)) {
            x = transformer(level).of(block.at("attentions", layer), x, told);
        }
        return end.of(block.path(), layer, x);
    }

    /** Adds the mid block: a whole layer, and one more resnet block. */
    Value middle(Block block, Value input) {
        Value x = resnet(block.at("resnets", 0), input);
        x = transformer(config.levels() - 1).of(block.at("attentions", 0), x, told);
        x = end.of(block.path(), 0, x);
        return block.label(resnet(block.at("resnets", 1), x));
    }

    private Value resnet(Block block, Value x) {
        return ResnetBlock.of(block, x, told.shift(block, step), norm);
    }

    private SpatialTransformer transformer(int level) {
        return new SpatialTransformer(config.transformerLayers(), config.heads().get(level), config.normGroups());
    }
}
