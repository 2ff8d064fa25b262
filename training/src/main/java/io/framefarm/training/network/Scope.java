package io.framefarm.training.network;

import io.framefarm.training.tensor.Parameter.Start;
import io.framefarm.training.tensor.ParameterLayout;

/** A place in a state dict: declares the layers built under it in the layout. */
public record Scope(ParameterLayout layout, String path) {
    /** Where the parameters of a whole network begin; {@code path} is empty or a prefix such as {@code unet}. */
    public static Scope of(ParameterLayout layout, String path) {
        return new Scope(layout, path);
    }

    Scope within(String name) {
        return new Scope(layout, path.isEmpty() ? name : path + "." + name);
    }

    Scope within(int index) {
        return within(Integer.toString(index));
    }

    Conv2d conv(String name, int in, int out, int kernel, int stride, int padding) {
        return conv(name, in, out, kernel, stride, padding, Start.UNIFORM);
    }

    /** A convolution that keeps the size of its input. */
    Conv2d conv(String name, int in, int out, int kernel) {
        return conv(name, in, out, kernel, 1, kernel / 2, Start.UNIFORM);
    }

    /** As {@link #conv(String, int, int, int)}, starting at zero: the branch it ends begins as the identity. */
    Conv2d zeroConv(String name, int in, int out, int kernel) {
        return conv(name, in, out, kernel, 1, kernel / 2, Start.CONSTANT);
    }

    private Conv2d conv(String name, int in, int out, int kernel, int stride, int padding, Start start) {
        Scope layer = within(name);
        double spread = start == Start.CONSTANT ? 0 : 1 / Math.sqrt((double) in * kernel * kernel);
        layout.declare(layer.path + ".weight", start, spread, out, in, kernel, kernel);
        layout.declare(layer.path + ".bias", start, spread, out);
        return new Conv2d(layer.path, stride, padding);
    }

    Linear linear(String name, int in, int out) {
        return linear(name, in, out, true, Start.UNIFORM);
    }

    Linear linearWithoutBias(String name, int in, int out) {
        return linear(name, in, out, false, Start.UNIFORM);
    }

    /** As {@link #linear(String, int, int)}, starting at zero: the branch it ends begins as the identity. */
    Linear zeroLinear(String name, int in, int out) {
        return linear(name, in, out, true, Start.CONSTANT);
    }

    private Linear linear(String name, int in, int out, boolean bias, Start start) {
        Scope layer = within(name);
        double spread = start == Start.CONSTANT ? 0 : 1 / Math.sqrt(in);
        layout.declare(layer.path + ".weight", start, spread, out, in);
        if (bias) {
            layout.declare(layer.path + ".bias", start, spread, out);
        }
        return new Linear(layer.path, bias);
    }

    GroupNorm groupNorm(String name, int groups, int channels, double epsilon) {
        if (channels % groups != 0) {
            throw new IllegalArgumentException(channels + " channels do not divide into " + groups + " groups");
        }
        return new GroupNorm(norm(name, channels), groups, epsilon);
    }

    LayerNorm layerNorm(String name, int channels) {
        return new LayerNorm(norm(name, channels), channels);
    }

    private String norm(String name, int channels) {
        Scope layer = within(name);
        layout.declare(layer.path + ".weight", Start.CONSTANT, 1, channels);
        layout.declare(layer.path + ".bias", Start.CONSTANT, 0, channels);
        return layer.path;
    }

    /** A table of vectors. */
    String embedding(String name, int rows, int width, double deviation) {
        String table = within(name).path + ".weight";
        layout.declare(table, Start.NORMAL, deviation, rows, width);
        return table;
    }
}
