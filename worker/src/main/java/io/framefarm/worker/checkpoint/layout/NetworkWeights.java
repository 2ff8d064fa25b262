package io.framefarm.worker.checkpoint.layout;

import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A network's architecture and exactly the tensors it asks for, under canonical (diffusers) names. */
public record NetworkWeights<C extends NetworkConfig>(C config, Map<String, Tensor> tensors) {
    public NetworkWeights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** The same network with each tensor replaced. */
    public NetworkWeights<C> with(UnaryOperator<Tensor> replacement) {
        Map<String, Tensor> replaced = new LinkedHashMap<>(tensors);
        replaced.replaceAll((name, tensor) -> replacement.apply(tensor));
        return new NetworkWeights<>(config, replaced);
    }

    public Tensor tensor(String name) {
        @Nullable Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new CheckpointException("the network has no tensor " + name);
        }
        return tensor;
    }
}
