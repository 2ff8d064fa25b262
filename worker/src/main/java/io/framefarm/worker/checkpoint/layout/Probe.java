package io.framefarm.worker.checkpoint.layout;

import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads an architecture off the shapes of tensors with canonical names. */
record Probe(Path file, Map<String, Tensor> tensors) {
    boolean has(String name) {
        return tensors.containsKey(name);
    }

    int dimension(String name, int axis) {
        @Nullable Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new CheckpointException(
                    file + ": tensor " + name + " is missing, and with it the network's architecture cannot be told");
        }
        if (tensor.shape().size() <= axis || tensor.dimension(axis) > Integer.MAX_VALUE) {
            throw new CheckpointException(file + ": tensor " + name + " has the shape " + tensor.shape()
                    + ", too odd to tell the network's architecture from");
        }
        return (int) tensor.dimension(axis);
    }

    int rank(String name) {
        @Nullable Tensor tensor = tensors.get(name);
        return tensor == null ? 0 : tensor.shape().size();
    }

    /** How many of the names for 0, 1, 2, ... exist. */
    int count(IntFunction<String> name) {
        int count = 0;
        while (has(name.apply(count))) {
            count++;
        }
        return count;
    }

    /** The first dimension of each of the named tensors for 0, 1, 2, ... that exist. */
    List<Integer> widths(IntFunction<String> name) {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < count(name); i++) {
            widths.add(dimension(name.apply(i), 0));
        }
        return widths;
    }
}
