package io.framefarm.training.network;

import io.framefarm.training.tensor.Weights;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Multi-head attention of one sequence to another or to itself. */
record Attention(Linear query, Linear key, Linear value, Linear out, int heads) {
    /** As UNet and motion modules name and build it: no biases but the last. */
    static Attention withoutBias(Scope scope, int channels, int context, int heads) {
        return new Attention(
                scope.linearWithoutBias("to_q", channels, channels),
                scope.linearWithoutBias("to_k", context, channels),
                scope.linearWithoutBias("to_v", context, channels),
                scope.linear("to_out.0", channels, channels),
                heads);
    }

    /** As the VAE names and builds it: one head. */
    static Attention ofVae(Scope scope, int channels) {
        return new Attention(
                scope.linear("to_q", channels, channels),
                scope.linear("to_k", channels, channels),
                scope.linear("to_v", channels, channels),
                scope.linear("to_out.0", channels, channels),
                1);
    }

    /** As CLIP names and builds it. */
    static Attention ofClip(Scope scope, int channels, int heads) {
        return new Attention(
                scope.linear("q_proj", channels, channels),
                scope.linear("k_proj", channels, channels),
                scope.linear("v_proj", channels, channels),
                scope.linear("out_proj", channels, channels),
                heads);
    }

    /** [n, tokens, channels] to the same; {@code causal} hides from each token those after it. */
    Tensor toItself(Weights weights, Tensor x, boolean causal) {
        return attend(weights, x, x, causal);
    }

    /** [n, tokens, channels] to the same; the frames of a video, consecutive in x, share one context [m, words, c]. */
    Tensor toContext(Weights weights, Tensor x, Tensor context) {
        Tensor shared = x.reshape(context.size(0), -1, x.size(2)); // [m, frames * tokens, channels]
        return attend(weights, shared, context, false).reshape(x.size(0), x.size(1), x.size(2));
    }

    private Tensor attend(Weights weights, Tensor x, Tensor context, boolean causal) {
        Tensor q = split(query.apply(weights, x));
        Tensor k = split(key.apply(weights, context));
        Tensor v = split(value.apply(weights, context));
        Tensor mixed = torch.scaled_dot_product_attention(
                q, k, v, new TensorOptional(), 0.0, causal, new DoubleOptional(), false);
        Tensor joined = mixed.transpose(1, 2).reshape(x.size(0), x.size(1), -1);
        return out.apply(weights, joined);
    }

    /** [n, tokens, heads * size] to [n, heads, tokens, size]. */
    private Tensor split(Tensor x) {
        return x.view(x.size(0), x.size(1), heads, -1).transpose(1, 2);
    }
}
