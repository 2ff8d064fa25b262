package io.framefarm.worker.runtime;

import io.framefarm.worker.checkpoint.ElementType;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.GraphBuilder;
import io.framefarm.worker.onnx.Operators;
import io.framefarm.worker.onnx.Value;
import java.util.List;

/** Adds a weight and multiplies by a number. */
final class TinyGraph {
    private TinyGraph() {}

    static Graph of(Tensor weight, float factor) {
        GraphBuilder builder = new GraphBuilder(Operators.STANDARD_HALF);
        Value x = builder.input("x", weight.elementCount());
        builder.output("y", x.add(builder.weight(weight)).mul(factor));
        return builder.build();
    }

    static Tensor weight(float... values) {
        return Tensor.ofFloats("w", ElementType.F32, List.of((long) values.length), values);
    }
}
