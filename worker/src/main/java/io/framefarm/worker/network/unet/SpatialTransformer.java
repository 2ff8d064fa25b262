package io.framefarm.worker.network.unet;

import io.framefarm.worker.network.Attention;
import io.framefarm.worker.network.Attention.KeysAndValues;
import io.framefarm.worker.network.Block;
import io.framefarm.worker.network.FeedForward;
import io.framefarm.worker.network.GroupNorm;
import io.framefarm.worker.onnx.Pieces;
import io.framefarm.worker.onnx.Shape;
import io.framefarm.worker.onnx.Value;
import java.util.ArrayList;
import java.util.List;

/** Lets the pixels of an image attend to each other and to the text (Rombach et al. 2022, arXiv:2112.10752). */
record SpatialTransformer(int layers, int heads, int normGroups) {
    private static final double GROUP_NORM_EPSILON = 1e-6;
    private static final double LAYER_NORM_EPSILON = 1e-5;

    /**
     * Adds the transformer.
     *
     * @param x [n, c, h, w]
     * @param told a text for all images, or for each so many consecutive ones
     */
    Value of(Block block, Value x, Told told) {
        Shape image = x.shape();
        long n = image.dim(0);
        long c = image.dim(1);
        long pixels = image.dim(2) * image.dim(3);
        Value tokens = block.at("norm")
                .groupNorm(x, GroupNorm.perImage(normGroups, GROUP_NORM_EPSILON))
                .reshape(n, c, pixels)
                .transpose(0, 2, 1); // [n, h w, c]
        List<KeysAndValues> texts = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            texts.add(told.text(block.at("transformer_blocks", i).at("attn2")));
        }
        long images = n / texts.get(0).batch(); // that share a text
        Value result = Pieces.apply(
                tokens,
                pixels * FeedForward.EXPANSION * c,
                images,
                (piece, start, end) -> transformer(
                        block,
                        piece,
                        texts.stream()
                                .map(each -> each.slice(start / images, (end + images - 1) / images))
                                .toList()));
        return block.label(result.transpose(0, 2, 1).reshape(image.toArray()).add(x));
    }

    private Value transformer(Block block, Value tokens, List<KeysAndValues> texts) {
        Value x = block.at("proj_in").linear(tokens);
        for (int i = 0; i < layers; i++) {
            x = transformerBlock(block.at("transformer_blocks", i), x, texts.get(i));
        }
        return block.at("proj_out").linear(x);
    }

    private Value transformerBlock(Block block, Value tokens, KeysAndValues text) {
        Value x = tokens.add(Attention.self(block.at("attn1"), norm(block.at("norm1"), tokens), heads));
        x = x.add(textAttention(block.at("attn2"), norm(block.at("norm2"), x), text));
        return block.label(x.add(FeedForward.geglu(block.at("ff"), norm(block.at("norm3"), x))));
    }

    /** Images that share a text are one long sequence to it. */
    private Value textAttention(Block block, Value tokens, KeysAndValues text) {
        Shape shape = tokens.shape();
        long texts = text.batch();
        Value grouped = tokens.reshape(texts, shape.dim(0) / texts * shape.dim(1), shape.dim(2));
        return text.answer(block, grouped, heads).reshape(shape.toArray());
    }

    private static Value norm(Block block, Value x) {
        return block.layerNorm(x, LAYER_NORM_EPSILON);
    }
}
