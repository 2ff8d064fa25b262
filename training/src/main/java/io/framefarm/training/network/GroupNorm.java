package io.framefarm.training.network;

import io.framefarm.training.tensor.Weights;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

record GroupNorm(String name, int groups, double epsilon) {
    /** [n, c, h, w], each image by itself. */
    Tensor apply(Weights weights, Tensor x) {
        TensorOptional weight = new TensorOptional(weights.get(name + ".weight"));
        TensorOptional bias = new TensorOptional(weights.get(name + ".bias"));
        return torch.group_norm(x, groups, weight, bias, epsilon, false);
    }
}
