package io.framefarm.worker.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The operations with weights or statistics: what a layer of a network is made of. */
public final class Layers {
    private Layers() {}

    /** {@code y = x Wt + b} over the last axis, with the weight stored as [out, in] as PyTorch does. */
    public static Value linear(Value x, Value weight, Optional<Value> bias) {
        long in = x.shape().dim(-1);
        long out = weight.shape().dim(0);
        expect(weight.scope(), weight.shape().rank() == 2 && weight.shape().dim(1) == in, x, weight);
        long rows = x.shape().elements() / in;
        x.graph().countFlops(2 * rows * in * out);
        if (ByteLayers.suit(x, rows, in, out)) {
            return ByteLayers.linear(x.reshape(rows, in), weight, bias)
                    .reshape(x.shape().with(-1, out).toArray());
        }
        List<Value> operands = new ArrayList<>(List.of(x.reshape(rows, in), weight));
        bias.ifPresent(operands::add);
        Value result = x.graph().node("Gemm", operands, Shape.of(rows, out), Attribute.of("transB", 1));
        return result.reshape(x.shape().with(-1, out).toArray());
    }

    /** A convolution over [n, in, h, w] with a square kernel, padded by {@code top/left} and {@code bottom/right}. */
    public static Value conv(Value x, Value weight, Optional<Value> bias, int stride, int before, int after) {
        Shape kernel = weight.shape();
        expect(weight.scope(), kernel.rank() == 4 && kernel.dim(1) == x.shape().dim(1), x, weight);
        long size = kernel.dim(2);
        long height = (x.shape().dim(2) + before + after - size) / stride + 1;
        long width = (x.shape().dim(3) + before + after - size) / stride + 1;
        Shape result = Shape.of(x.shape().dim(0), kernel.dim(0), height, width);
        x.graph().countFlops(2 * result.elements() * kernel.dim(1) * size * size);
        if (ByteLayers.suit(x, x.shape().dim(0) * height * width, kernel.dim(1), kernel.dim(0))) {
            return ByteLayers.conv(x, weight, bias, new ByteLayers.Window(size, stride, before, height, width));
        }
        List<Value> operands = new ArrayList<>(List.of(x, weight));
        bias.ifPresent(operands::add);
        return x.graph()
                .node(
                        "Conv",
                        operands,
                        result,
                        Attribute.of("kernel_shape", size, size),
                        Attribute.of("strides", stride, stride),
                        Attribute.of("pads", before, before, after, after));
    }

    /** Layer normalisation over the last axis (Ba et al. 2016, arXiv:1607.06450). */
    public static Value layerNorm(Value x, Value scale, Value bias, double epsilon) {
        if (x.graph().operators().areForCpu()) {
            // The CPU kernel of the instance norm is vectorised, that of the layer norm is not: 11 ms against 28 ms for
            // [16384, 320] on one core, with scale and bias.
            long width = x.shape().dim(-1);
            Value rows = x.reshape(1, x.shape().elements() / width, width);
            return standardise(rows, epsilon)
                    .reshape(x.shape().toArray())
                    .mul(scale)
                    .add(bias);
        }
        return x.graph()
                .node(
                        "LayerNormalization",
                        List.of(x, scale, bias),
                        x.shape(),
                        Attribute.of("axis", -1),
                        Attribute.of("epsilon", epsilon));
    }

    /** Brings every channel of [n, c, values] to mean 0 and variance 1; the sums are of floats. */
    public static Value standardise(Value x, double epsilon) {
        long channels = x.shape().dim(1);
        float[] ones = new float[(int) channels];
        Arrays.fill(ones, 1);
        Value scale = x.graph().floatConstant("ones/" + channels, Shape.of(channels), ones);
        Value bias = x.graph().floatConstant("zeros/" + channels, Shape.of(channels), new float[(int) channels]);
        return x.graph()
                .node(
                        "InstanceNormalization",
                        List.of(x.as(DataType.FLOAT), scale, bias),
                        x.shape(),
                        Attribute.of("epsilon", epsilon))
                .as(x.type());
    }

    /**
     * Scaled dot-product attention in heads (Vaswani et al. 2017, arXiv:1706.03762).
     *
     * @param q [batch, queries, width]
     * @param k [batch, keys, width]
     * @param v [batch, keys, width]
     * @param causal whether a query sees only the keys up to its own position
     * @return [batch, queries, width]
     */
    public static Value attention(Value q, Value k, Value v, int heads, boolean causal) {
        if (q.graph().operators().areFused()) {
            return fusedAttention(q, k, v, heads, causal);
        }
        long width = q.shape().dim(-1);
        float scale = (float) (1 / Math.sqrt((double) width / heads));
        Value scores = split(q, heads)
                .transpose(0, 2, 1, 3) // [batch, heads, queries, width/heads]
                .mul(scale)
                .matmul(split(k, heads).transpose(0, 2, 3, 1)); // [batch, heads, queries, keys]
        if (causal) {
            scores = scores.add(causalMask(q.graph(), q.shape().dim(1)));
        }
        return scores.as(DataType.FLOAT)
                .softmax()
                .as(q.type())
                .matmul(split(v, heads).transpose(0, 2, 1, 3))
                .transpose(0, 2, 1, 3)
                .reshape(q.shape().toArray());
    }

    private static Value fusedAttention(Value q, Value k, Value v, int heads, boolean causal) {
        Shape shape = q.shape();
        q.graph().countFlops(4 * shape.elements() * k.shape().dim(1));
        return q.graph()
                .node(
                        Node.MICROSOFT,
                        "MultiHeadAttention",
                        List.of(q, k, v),
                        shape,
                        Attribute.of("num_heads", heads),
                        Attribute.of("unidirectional", causal ? 1 : 0));
    }

    private static Value split(Value x, int heads) {
        Shape shape = x.shape();
        return x.reshape(shape.dim(0), shape.dim(1), heads, shape.dim(2) / heads);
    }

    private static Value causalMask(GraphBuilder graph, long length) {
        int n = Math.toIntExact(length);
        float[] mask = new float[n * n];
        for (int query = 0; query < n; query++) {
            Arrays.fill(mask, query * n + query + 1, (query + 1) * n, Float.NEGATIVE_INFINITY);
        }
        return graph.constant("causal_mask/" + n, Shape.of(n, n), mask);
    }

    private static void expect(String scope, boolean fits, Value x, Value weight) {
        if (!fits) {
            throw new IllegalArgumentException(
                    scope + ": an input of shape " + x.shape() + " does not fit weights of shape " + weight.shape());
        }
    }
}
