package io.framefarm.training.network;

import io.framefarm.training.tensor.Weights;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

record Linear(String name, boolean hasBias) {
    /** [.., in] to [.., out]. */
    Tensor apply(Weights weights, Tensor x) {
        Tensor weight = weights.get(name + ".weight");
        return hasBias
                ? torch.linear(x, weight, new TensorOptional(weights.get(name + ".bias")))
                : torch.linear(x, weight);
    }
}
