package io.framefarm.worker.network;

import io.framefarm.worker.onnx.Pieces;
import io.framefarm.worker.onnx.Shape;
import io.framefarm.worker.onnx.Value;

/** The feed-forward part of a transformer block, gated by GELU (Shazeer 2020, arXiv:2002.05202). */
public final class FeedForward {
    /** How much wider than the tokens the layer is inside. */
    public static final int EXPANSION = 4;

    private FeedForward() {}

    /** The layer for every token of {@code x}, [..., width]. */
    public static Value geglu(Block block, Value x) {
        Shape shape = x.shape();
        Value tokens = x.reshape(shape.elements() / shape.dim(-1), shape.dim(-1));
        long inner = EXPANSION * shape.dim(-1);
        return Pieces.apply(tokens, inner, tokens.shape().dim(0), (piece, start, end) -> geglu(block, piece, inner))
                .reshape(shape.toArray());
    }

    /** The inner projection stores the values first, then their gates; two products save cutting its result in two. */
    private static Value geglu(Block block, Value tokens, long inner) {
        Block projection = block.at("net.0.proj");
        Value values = projection.linear(tokens, 0, inner);
        Value gates = projection.linear(tokens, inner, 2 * inner);
        return block.at("net.2").linear(values.mul(gates.gelu()));
    }
}
