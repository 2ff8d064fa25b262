package io.framefarm.worker.network;

import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.checkpoint.layout.NetworkWeights;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Layers;
import io.framefarm.worker.onnx.Value;
import java.util.List;
import java.util.Optional;

/** A place in a network: its path, as in the papers' code, names its weights and its operations. */
public record Block(GraphBuilder graph, NetworkWeights<?> weights, String path) {

    public static Block root(GraphBuilder graph, NetworkWeights<?> weights) {
        return new Block(graph, weights, "");
    }

    public Block at(String child) {
        return new Block(graph, weights, path.isEmpty() ? child : path + "." + child);
    }

    public Block at(String child, int index) {
        return at(child + "." + index);
    }

    /** Whether this place has weights at all, as a shortcut convolution does only where the width changes. */
    public boolean exists() {
        return weights.tensors().containsKey(path + ".weight");
    }

    /** A weight of this block, converted to float if it is stored as something smaller. */
    public Value weight(String name) {
        return graph.weight(stored(name));
    }

    public Value linear(Value x) {
        Tensor weight = stored("weight");
        // A 1x1 convolution is the same product: [out, in, 1, 1] is [out, in].
        Value matrix = graph.weight(weight.withShape(weight.shape().subList(0, 2)));
        return Layers.linear(x.in(path), matrix, bias());
    }

    /** The part of a linear layer that computes the outputs from {@code start} to before {@code end}. */
    public Value linear(Value x, long start, long end) {
        Value weight = graph.weight(stored("weight").rows(start, end));
        Value bias = graph.weight(stored("bias").rows(start, end));
        return Layers.linear(x.in(path), weight, Optional.of(bias));
    }

    /** A convolution that keeps the size. */
    public Value conv(Value x) {
        int margin = (int) (stored("weight").dimension(2) / 2);
        return conv(x, 1, margin, margin);
    }

    public Value conv(Value x, int stride, int before, int after) {
        return Layers.conv(x.in(path), weight("weight"), bias(), stride, before, after);
    }

    public Value layerNorm(Value x, double epsilon) {
        return Layers.layerNorm(x.in(path), weight("weight"), weight("bias"), epsilon);
    }

    /** Group normalisation of [n, c, h, w]. */
    public Value groupNorm(Value x, GroupNorm norm) {
        long n = x.shape().dim(0);
        long c = x.shape().dim(1);
        long h = x.shape().dim(2);
        long w = x.shape().dim(3);
        long f = norm.frames();
        long g = norm.groups();
        Value groups = x.in(path).reshape(n / f, f, g, c / g * h * w);
        if (f > 1) {
            groups = groups.transpose(0, 2, 1, 3); // [n/f, g, f, c/g * h * w]
        }
        Value standard = Layers.standardise(groups.reshape(n / f, g, f * c / g * h * w), norm.epsilon());
        if (f > 1) {
            standard = standard.reshape(n / f, g, f, c / g * h * w).transpose(0, 2, 1, 3);
        }
        return standard.reshape(n, c, h, w).mul(perChannel("weight", c)).add(perChannel("bias", c));
    }

    /** Names this block's output, for {@code Graph.probing}. */
    public Value label(Value output) {
        return graph.label(path, output);
    }

    private Value perChannel(String name, long channels) {
        return graph.weight(stored(name).withShape(List.of(channels, 1L, 1L)));
    }

    private Optional<Value> bias() {
        return weights.tensors().containsKey(path + ".bias") ? Optional.of(weight("bias")) : Optional.empty();
    }

    /** A weight of this block as it is stored. */
    public Tensor stored(String name) {
        return weights.tensor(path + "." + name);
    }
}
