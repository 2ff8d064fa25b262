package io.framefarm.worker.network;

import io.framefarm.worker.onnx.Layers;
import io.framefarm.worker.onnx.Value;

/** Attention with projections for queries, keys, values and output, as all diffusion networks have it. */
public final class Attention {
    private Attention() {}

    public static Value self(Block block, Value x, int heads) {
        return cross(block, x, x, heads);
    }

    /**
     * Lets {@code x} attend to {@code context}.
     *
     * @param x [batch, queries, width]
     * @param context [batch, keys, contextWidth]
     */
    public static Value cross(Block block, Value x, Value context, int heads) {
        Value q = block.at("to_q").linear(x);
        Value k = block.at("to_k").linear(context);
        Value v = block.at("to_v").linear(context);
        return block.label(block.at("to_out.0").linear(Layers.attention(q, k, v, heads, false)));
    }
}
