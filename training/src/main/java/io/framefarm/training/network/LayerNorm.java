package io.framefarm.training.network;

import io.framefarm.training.tensor.Weights;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

record LayerNorm(String name, int channels) {
    private static final double EPSILON = 1e-5;

    /** [.., channels]. */
    Tensor apply(Weights weights, Tensor x) {
        TensorOptional weight = new TensorOptional(weights.get(name + ".weight"));
        TensorOptional bias = new TensorOptional(weights.get(name + ".bias"));
        return torch.layer_norm(x, new long[] {channels}, weight, bias, EPSILON, false);
    }
}
