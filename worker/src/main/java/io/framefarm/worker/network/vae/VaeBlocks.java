package io.framefarm.worker.network.vae;

import io.framefarm.worker.network.Attention;
import io.framefarm.worker.network.Block;
import io.framefarm.worker.network.GroupNorm;
import io.framefarm.worker.onnx.Shape;
import io.framefarm.worker.onnx.Value;

/** The blocks that encoder and decoder share. */
record VaeBlocks(GroupNorm norm) {
    private static final double EPSILON = 1e-6;

    static VaeBlocks withGroups(int groups) {
        return new VaeBlocks(GroupNorm.perImage(groups, EPSILON));
    }

    Value resnet(Block block, Value x) {
        Value h = block.at("conv1").conv(block.at("norm1").groupNorm(x, norm).silu());
        h = block.at("conv2").conv(block.at("norm2").groupNorm(h, norm).silu());
        Block shortcut = block.at("conv_shortcut");
        return block.label(h.add(shortcut.exists() ? shortcut.conv(x) : x));
    }

    /** The deepest level: the only one with attention, in a single head. */
    Value middle(Block block, Value input) {
        Value x = resnet(block.at("resnets", 0), input);
        x = attention(block.at("attentions", 0), x);
        return block.label(resnet(block.at("resnets", 1), x));
    }

    Value out(Block coder, Value x) {
        return coder.at("conv_out")
                .conv(coder.at("conv_norm_out").groupNorm(x, norm).silu());
    }

    private Value attention(Block block, Value x) {
        Shape image = x.shape();
        Value tokens = block.at("group_norm")
                .groupNorm(x, norm)
                .reshape(image.dim(0), image.dim(1), image.dim(2) * image.dim(3))
                .transpose(0, 2, 1); // [n, h w, c]
        Value attended = Attention.self(block, tokens, 1).transpose(0, 2, 1);
        return block.label(attended.reshape(image.toArray()).add(x));
    }
}
