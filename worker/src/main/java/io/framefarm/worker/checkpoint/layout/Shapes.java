package io.framefarm.worker.checkpoint.layout;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the tensors of a network layer by layer, weights in PyTorch's order of dimensions. */
final class Shapes {
    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

    void put(String name, long... shape) {
        shapes.put(name, Arrays.stream(shape).boxed().toList());
    }

    void norm(String layer, long width) {
        put(layer + ".weight", width);
        put(layer + ".bias", width);
    }

    void linear(String layer, long in, long out) {
        put(layer + ".weight", out, in);
        put(layer + ".bias", out);
    }

    void linearWithoutBias(String layer, long in, long out) {
        put(layer + ".weight", out, in);
    }

    void conv(String layer, long in, long out, long kernel) {
        put(layer + ".weight", out, in, kernel, kernel);
        put(layer + ".bias", out);
    }

    void convWithoutBias(String layer, long in, long out, long kernel) {
        put(layer + ".weight", out, in, kernel, kernel);
    }

    /** Attention with query, key and value without bias, and an output projection with one. */
    void attention(String layer, long width, long contextWidth) {
        linearWithoutBias(layer + ".to_q", width, width);
        linearWithoutBias(layer + ".to_k", contextWidth, width);
        linearWithoutBias(layer + ".to_v", contextWidth, width);
        linear(layer + ".to_out.0", width, width);
    }

    /** GEGLU feed-forward: four times as wide inside, and the gate beside it. */
    void feedForward(String layer, long width) {
        linear(layer + ".net.0.proj", width, 8 * width);
        linear(layer + ".net.2", 4 * width, width);
    }

    Map<String, List<Long>> toMap() {
        return Collections.unmodifiableMap(shapes);
    }
}
