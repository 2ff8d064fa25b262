package io.framefarm.training.tensor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * One thread's view of parameters in training: the values are shared with the other replicas, the gradient is its own.
 */
public final class Replica implements Weights {
    private final Map<String, Tensor> leaves = new LinkedHashMap<>();
    private final Tensor gradient; // [elements]

    public Replica(Parameters parameters) {
        gradient = TensorScope.keep(torch.zeros(parameters.layout().elements()));
        Map<String, Tensor> gradients = Parameters.views(parameters.layout(), gradient);
        gradients.forEach((name, gradientView) -> {
            Tensor leaf = TensorScope.keep(parameters.get(name).detach());
            leaf.set_requires_grad(true);
            // Autograd adds to a gradient that is there, so all gradients gather in the one flat buffer.
            leaf.mutable_grad().put(gradientView);
            leaves.put(name, leaf);
        });
    }

    @Override
    public Tensor get(String name) {
        Tensor leaf = leaves.get(name);
        if (leaf == null) {
            throw new IllegalArgumentException("no parameter " + name + " in training among " + leaves.size());
        }
        return leaf;
    }

    /** Adds the other replica's gradient to this one's. */
    public void join(Replica other) {
        gradient.add_(other.gradient);
    }

    public void clear() {
        gradient.zero_();
    }

    Tensor gradient() {
        return gradient;
    }
}
