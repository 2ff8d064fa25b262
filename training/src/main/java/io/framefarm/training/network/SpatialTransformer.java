package io.framefarm.training.network;

import io.framefarm.training.tensor.Weights;
import org.bytedeco.pytorch.Tensor;

/** Attention among the places of an image and from each place to the words of its text. */
record SpatialTransformer(
        GroupNorm norm,
        Conv2d projIn,
        LayerNorm norm1,
        Attention among,
        LayerNorm norm2,
        Attention toText,
        LayerNorm norm3,
        FeedForward feedForward,
        Conv2d projOut) {

    static SpatialTransformer of(Scope scope, int channels, UNetConfig config) {
        Scope block = scope.within("transformer_blocks.0");
        return new SpatialTransformer(
                scope.groupNorm("norm", config.groups(), channels, 1e-6),
                scope.conv("proj_in", channels, channels, 1),
                block.layerNorm("norm1", channels),
                Attention.withoutBias(block.within("attn1"), channels, channels, config.heads()),
                block.layerNorm("norm2", channels),
                Attention.withoutBias(block.within("attn2"), channels, config.textWidth(), config.heads()),
                block.layerNorm("norm3", channels),
                FeedForward.of(block.within("ff"), channels),
                scope.zeroConv("proj_out", channels, channels, 1));
    }

    /** [n, c, h, w] with text [m, words, width], each for n/m consecutive images. */
    Tensor apply(Weights weights, Tensor x, Tensor text) {
        Tensor tokens =
                projIn.apply(weights, norm.apply(weights, x)).flatten(2, 3).transpose(1, 2); // [n, h*w, c]
        tokens = tokens.add(among.toItself(weights, norm1.apply(weights, tokens), false));
        tokens = tokens.add(toText.toContext(weights, norm2.apply(weights, tokens), text));
        tokens = tokens.add(feedForward.apply(weights, norm3.apply(weights, tokens)));
        Tensor image = tokens.transpose(1, 2).reshape(x.size(0), x.size(1), x.size(2), x.size(3));
        return x.add(projOut.apply(weights, image));
    }
}
