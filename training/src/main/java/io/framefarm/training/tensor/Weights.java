package io.framefarm.training.tensor;

import org.bytedeco.pytorch.Tensor;

/** Where a network finds the tensors it computes with; the same network runs on any of its copies. */
@FunctionalInterface
public interface Weights {
    Tensor get(String name);

    /** These weights, and {@code others} for the names that begin with {@code prefix}. */
    default Weights with(String prefix, Weights others) {
        return name -> name.startsWith(prefix) ? others.get(name) : get(name);
    }
}
