package io.framefarm.training.network;

import io.framefarm.training.tensor.Weights;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** GEGLU (Shazeer, arXiv 2002.05202): the second half of the projection gates the first through an exact GELU. */
record FeedForward(Linear gated, Linear out) {
    private static final int WIDENING = 4;

    static FeedForward of(Scope scope, int channels) {
        int inner = WIDENING * channels;
        return new FeedForward(scope.linear("net.0.proj", channels, 2 * inner), scope.linear("net.2", inner, channels));
    }

    /** [.., channels] to the same. */
    Tensor apply(Weights weights, Tensor x) {
        TensorVector halves = gated.apply(weights, x).chunk(2, -1);
        return out.apply(weights, halves.get(0).mul(torch.gelu(halves.get(1))));
    }
}
