package io.framefarm.worker.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor inside a graph under construction. Its methods add operations and return their results.
 *
 * @param scope the block that it belongs to, which the names of operations on it carry
 */
public record Value(GraphBuilder graph, String scope, String name, DataType type, Shape shape) {

    /** The same tensor, seen from another block. */
    public Value in(String block) {
        return new Value(graph, block, name, type, shape);
    }

    /** The result of an operation that gives another type than it takes. */
    Value holding(DataType other) {
        return new Value(graph, scope, name, other, shape);
    }

    /** The same numbers in another type. */
    public Value as(DataType other) {
        return other == type ? this : graph.converted(this, other);
    }

    public Value add(Value other) {
        return graph.node("Add", List.of(this, other), shape.broadcast(other.shape));
    }

    public Value sub(Value other) {
        return graph.node("Sub", List.of(this, other), shape.broadcast(other.shape));
    }

    public Value mul(Value other) {
        return graph.node("Mul", List.of(this, other), shape.broadcast(other.shape));
    }

    public Value add(float number) {
        return graph.node("Add", List.of(this, graph.scalar(type, number)), shape);
    }

    public Value mul(float number) {
        return graph.node("Mul", List.of(this, graph.scalar(type, number)), shape);
    }

    public Value sin() {
        return same("Sin");
    }

    public Value cos() {
        return same("Cos");
    }

    public Value tanh() {
        return same("Tanh");
    }

    public Value relu() {
        return same("Relu");
    }

    public Value clip(float min, float max) {
        return graph.node("Clip", List.of(this, graph.scalar(type, min), graph.scalar(type, max)), shape);
    }

    /** {@code x * sigmoid(x)}, also called swish. */
    public Value silu() {
        return gatedSigmoid(1);
    }

    /** {@code x * sigmoid(1.702 x)}, CLIP's approximation of GELU. */
    public Value quickGelu() {
        return gatedSigmoid(1.702f);
    }

    /** The exact GELU, {@code x/2 * (1 + erf(x/sqrt 2))} (Hendrycks and Gimpel 2016, arXiv:1606.08415). */
    public Value gelu() {
        if (graph.operators().areFused()) {
            return graph.node(Node.MICROSOFT, "Gelu", List.of(this), shape);
        }
        return mul((float) Math.sqrt(0.5)).same("Erf").add(1).mul(this).mul(0.5f);
    }

    public Value softmax() {
        return graph.node("Softmax", List.of(this), shape, Attribute.of("axis", -1));
    }

    public Value reshape(long... dims) {
        Shape target = Shape.of(dims);
        if (target.elements() != shape.elements()) {
            throw new IllegalArgumentException(scope + ": cannot reshape " + shape + " to " + target);
        }
        return target.equals(shape) ? this : graph.node("Reshape", List.of(this, graph.integers(dims)), target);
    }

    public Value transpose(int... axes) {
        List<Long> dims = new ArrayList<>();
        for (int axis : axes) {
            dims.add(shape.dim(axis));
        }
        long[] permutation = Arrays.stream(axes).asLongStream().toArray();
        return graph.node("Transpose", List.of(this), new Shape(dims), Attribute.of("perm", permutation));
    }

    /** The part from {@code start} to before {@code end} of one axis. */
    public Value slice(int axis, long start, long end) {
        if (start == 0 && end == shape.dim(axis)) {
            return this;
        }
        List<Value> operands = List.of(this, graph.integers(start), graph.integers(end), graph.integers(axis));
        return graph.node("Slice", operands, shape.with(axis, end - start));
    }

    public Value concat(int axis, Value other) {
        long size = shape.dim(axis) + other.shape.dim(axis);
        return graph.node("Concat", List.of(this, other), shape.with(axis, size), Attribute.of("axis", axis));
    }

    /** Repeats pixels of [n, c, h, w] until the image has the given size, as PyTorch's nearest interpolation does. */
    public Value resizeNearest(long height, long width) {
        Shape target = shape.with(2, height).with(3, width);
        return graph.node(
                "Resize",
                List.of(this, absent(), absent(), graph.integers(target.toArray())),
                target,
                Attribute.of("mode", "nearest"),
                Attribute.of("coordinate_transformation_mode", "asymmetric"),
                Attribute.of("nearest_mode", "floor"));
    }

    /** Averages squares of pixels of [n, c, h, w] whose sides are multiples of the squares'. */
    public Value averagePool(int side) {
        Shape target = shape.with(2, shape.dim(2) / side).with(3, shape.dim(3) / side);
        return graph.node(
                "AveragePool",
                List.of(this),
                target,
                Attribute.of("kernel_shape", side, side),
                Attribute.of("strides", side, side));
    }

    public Value matmul(Value other) {
        Shape target = shape.with(-1, other.shape.dim(-1));
        graph.countFlops(2 * target.elements() * shape.dim(-1));
        return graph.node("MatMul", List.of(this, other), target);
    }

    /** Stands where an operation takes nothing. */
    Value absent() {
        return new Value(graph, scope, "", type, shape);
    }

    Value same(String operator) {
        return graph.node(operator, List.of(this), shape);
    }

    private Value gatedSigmoid(float alpha) {
        if (graph.operators().areFused()) {
            return graph.node(Node.MICROSOFT, "QuickGelu", List.of(this), shape, Attribute.of("alpha", (double) alpha));
        }
        return mul((alpha == 1 ? this : mul(alpha)).same("Sigmoid"));
    }
}
