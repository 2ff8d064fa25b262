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
        return KeysAndValues.of(block, context).answer(block, x, heads);
    }

    /** What a context offers to those who attend to it. */
    public record KeysAndValues(Value keys, Value values) {
        public static KeysAndValues of(Block block, Value context) {
            return new KeysAndValues(
                    block.at("to_k").linear(context), block.at("to_v").linear(context));
        }

        /** Those of some of the batch. */
        public KeysAndValues slice(long start, long end) {
            return new KeysAndValues(keys.slice(0, start, end), values.slice(0, start, end));
        }

        public long batch() {
            return keys.shape().dim(0);
        }

        /** Lets {@code x}, [batch, queries, width], attend. */
        public Value answer(Block block, Value x, int heads) {
            Value q = block.at("to_q").linear(x);
            return block.label(block.at("to_out.0").linear(Layers.attention(q, keys, values, heads, false)));
        }
    }
}
