package io.framefarm.worker.onnx;

import java.util.List;
import java.util.stream.LongStream;

/**
 * A weight rounded to 255 levels, with a scale for each output. The rounding is part of the graph: ONNX Runtime does it
 * once, when the network is opened, wherever the weight lies and whatever was merged into it.
 *
 * @param levels from -127 to 127, [in, out]
 * @param scales what a level is worth, [out]
 */
record ByteMatrix(Value levels, Value scales) {
    private static final float LEVELS = 127;

    /** Keeps outputs whose weights are all zero from dividing by zero. */
    private static final float LEAST_SCALE = 1e-20f;

    /** From [out, in], or from [out, in, size, size] of a convolution to [size size in, out]. */
    static ByteMatrix of(Value weight) {
        GraphBuilder graph = weight.graph();
        Shape shape = weight.shape();
        long out = shape.dim(0);
        Value scales = scales(weight);
        Value zeros = graph.floatConstant("zeros/" + out, Shape.of(out), new float[Math.toIntExact(out)])
                .as(DataType.INT8);
        Value levels = graph.node("QuantizeLinear", List.of(weight, scales, zeros), shape, Attribute.of("axis", 0))
                .holding(DataType.INT8);
        Value turned = shape.rank() == 2 ? levels.transpose(1, 0) : levels.transpose(2, 3, 1, 0);
        return new ByteMatrix(turned.reshape(shape.elements() / out, out), scales);
    }

    private static Value scales(Value weight) {
        GraphBuilder graph = weight.graph();
        Value most = extreme("ReduceMax", weight);
        Value least = extreme("ReduceMin", weight).mul(-1);
        Value bound = graph.scalar(DataType.FLOAT, LEVELS * LEAST_SCALE);
        return graph.node("Max", List.of(most, least, bound), most.shape()).mul(1 / LEVELS);
    }

    /** Of the weights of each output. */
    private static Value extreme(String operator, Value weight) {
        Shape shape = weight.shape();
        return weight.graph()
                .node(
                        operator,
                        List.of(weight),
                        Shape.of(shape.dim(0)),
                        Attribute.of("axes", LongStream.range(1, shape.rank()).toArray()),
                        Attribute.of("keepdims", 0));
    }
}
