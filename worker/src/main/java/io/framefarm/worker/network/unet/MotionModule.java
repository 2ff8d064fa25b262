package io.framefarm.worker.network.unet;

import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.MotionConfig;
import io.framefarm.worker.network.Attention;
import io.framefarm.worker.network.Block;
import io.framefarm.worker.network.FeedForward;
import io.framefarm.worker.network.GroupNorm;
import io.framefarm.worker.network.Sinusoids;
import io.framefarm.worker.onnx.Pieces;
import io.framefarm.worker.onnx.Shape;
import io.framefarm.worker.onnx.Value;
import java.util.Arrays;

/** Lets each pixel attend to itself in the other frames (AnimateDiff, Guo et al. 2023, arXiv:2307.04725). */
record MotionModule(MotionConfig config, MotionNorm norm, int frames) {
    private static final double GROUP_NORM_EPSILON = 1e-6;
    private static final double LAYER_NORM_EPSILON = 1e-5;

    MotionModule {
        if (config.storedPositions() > 0 && frames > config.storedPositions()) {
            throw new IllegalArgumentException("frames: " + frames + " (allowed: 1 to " + config.storedPositions()
                    + ", the positions that the motion modules were trained on)");
        }
    }

    /** Adds the module to x, [b f, c, h, w]. */
    Value of(Block block, Value x) {
        Shape image = x.shape();
        long b = image.dim(0) / frames;
        long c = image.dim(1);
        long pixels = image.dim(2) * image.dim(3);
        Value normal = block.at("norm").label(block.at("norm").groupNorm(x, groupNorm()));
        Value tokens = normal.reshape(b, frames, c, pixels)
                .transpose(0, 3, 1, 2) // [b, h w, f, c]
                .reshape(b * pixels, frames, c);
        Value result = Pieces.apply(
                        tokens,
                        c * FeedForward.EXPANSION * frames,
                        b * pixels,
                        (piece, start, end) -> transformer(block, piece))
                .reshape(b, pixels, frames, c)
                .transpose(0, 2, 3, 1) // [b, f, c, h w]
                .reshape(image.toArray());
        return block.label(result.add(x));
    }

    private Value transformer(Block block, Value tokens) {
        Value x = block.at("proj_in").label(block.at("proj_in").linear(tokens));
        for (int i = 0; i < config.transformerLayers(); i++) {
            x = transformerBlock(block.at("transformer_blocks", i), x);
        }
        return block.at("proj_out").linear(x);
    }

    private GroupNorm groupNorm() {
        GroupNorm perImage = GroupNorm.perImage(config.normGroups(), GROUP_NORM_EPSILON);
        return switch (norm) {
            case PER_FRAME -> perImage;
            case OVER_FRAMES -> perImage.over(frames);
        };
    }

    private Value transformerBlock(Block block, Value tokens) {
        Value positions = positions(block, (int) tokens.shape().dim(2)); // [1, f, c]
        Value x = tokens.add(Attention.self(
                block.at("attn1"), norm(block.at("norm1"), tokens).add(positions), config.heads()));
        x = x.add(Attention.self(block.at("attn2"), norm(block.at("norm2"), x).add(positions), config.heads()));
        return block.label(x.add(FeedForward.geglu(block.at("ff"), norm(block.at("norm3"), x))));
    }

    private Value positions(Block block, int width) {
        if (config.storedPositions() > 0) {
            Tensor stored = block.at("pos_embed").stored("pe"); // [1, positions, c]
            float[] used = Arrays.copyOf(stored.toFloats(), frames * width);
            return block.graph().constant(block.path() + ".pos_embed", Shape.of(1, frames, width), used);
        }
        return block.graph()
                .constant("positions/" + width, Shape.of(1, frames, width), Sinusoids.positions(frames, width));
    }

    private static Value norm(Block block, Value x) {
        return block.layerNorm(x, LAYER_NORM_EPSILON);
    }
}
