package io.framefarm.worker.checkpoint.layout;

import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.checkpoint.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accepts a set of tensors only if it is exactly what an architecture asks for. */
final class ExactTensors {
    private static final int LISTED = 10;

    private ExactTensors() {}

    /** Returns the weights in the architecture's order, or fails once with everything that does not fit. */
    static <C extends NetworkConfig> NetworkWeights<C> check(
            String network, Path file, C config, Map<String, Tensor> found) {
        Map<String, List<Long>> expected = config.tensorShapes();
        List<String> problems = new ArrayList<>();
        Map<String, Tensor> fitting = new LinkedHashMap<>();
        expected.forEach((name, shape) -> {
            @Nullable Tensor tensor = found.get(name);
            if (tensor == null) {
                problems.add("missing: " + name + " " + shape);
            } else if (!tensor.type().isFloatingPoint() || !sameButForOnes(tensor.shape(), shape)) {
                problems.add("expected: " + name + " " + shape + ", found: " + tensor.type() + " " + tensor.shape());
            } else {
                fitting.put(name, fitted(tensor, name, shape));
            }
        });
        found.forEach((name, tensor) -> {
            if (!expected.containsKey(name)) {
                problems.add("not expected: " + name + " " + tensor.shape());
            }
        });
        if (!problems.isEmpty()) {
            throw new CheckpointException(message(network, file, problems));
        }
        return new NetworkWeights<>(config, fitting);
    }

    /** The same data under the canonical name, a 1x1 convolution as a linear layer or the other way round. */
    private static Tensor fitted(Tensor tensor, String name, List<Long> shape) {
        Tensor named = tensor.name().equals(name) ? tensor : tensor.withName(name);
        return named.shape().equals(shape) ? named : named.withShape(shape);
    }

    private static boolean sameButForOnes(List<Long> a, List<Long> b) {
        return withoutTrailingOnes(a).equals(withoutTrailingOnes(b));
    }

    private static List<Long> withoutTrailingOnes(List<Long> shape) {
        int end = shape.size();
        while (end > 1 && shape.get(end - 1) == 1) {
            end--;
        }
        return shape.subList(0, end);
    }

    private static String message(String network, Path file, List<String> problems) {
        String listed = String.join("\n  ", problems.subList(0, Math.min(LISTED, problems.size())));
        String more = problems.size() > LISTED ? "\n  and " + (problems.size() - LISTED) + " more" : "";
        return file + ": " + problems.size() + " tensors do not fit the " + network + ":\n  " + listed + more;
    }
}
