package io.framefarm.training.network;

import io.framefarm.training.tensor.Weights;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

record Conv2d(String name, int stride, int padding) {
    /** [n, in, h, w] to [n, out, h/stride, w/stride]. */
    Tensor apply(Weights weights, Tensor x) {
        return torch.conv2d(
                x,
                weights.get(name + ".weight"),
                new TensorOptional(weights.get(name + ".bias")),
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {1, 1},
                1);
    }
}
