package io.framefarm.worker.network;

import io.framefarm.worker.onnx.Value;

/** The feed-forward part of a transformer block, gated by GELU (Shazeer 2020, arXiv:2002.05202). */
public final class FeedForward {
    private FeedForward() {}

    /** The first half of the inner projection is the value, the second half its gate. */
    public static Value geglu(Block block, Value x) {
        Value inner = block.at("net.0.proj").linear(x); // [..., 8 width]
        int last = inner.shape().rank() - 1;
        long half = inner.shape().dim(last) / 2;
        Value value = inner.slice(last, 0, half);
        Value gate = inner.slice(last, half, 2 * half);
        return block.at("net.2").linear(value.mul(gate.gelu()));
    }
}
