package io.framefarm.worker.runtime;

import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.onnx.DataType;
import io.framefarm.worker.onnx.Graph;

/**
 * The graph as ONNX Runtime hands it to TensorRT's parser: one protobuf message. Weights that are used as they lie in a
 * file stay there; those from memory and those that were converted to the graph's numbers are inside. Above the format's
 * limit the parser gets nothing, and all operators go to the next provider.
 *
 * @param weightBytes that are inside
 */
record ParserMessage(long weightBytes) {
    /** Of any protobuf message. */
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    /** For operations, constants and names, which take less than a hundredth of this in the largest network. */
    private static final long RESERVED_BYTES = 64 << 20;

    static ParserMessage of(Graph graph, WeightFiles files) {
        return new ParserMessage(graph.weights().values().stream()
                .filter(weight -> !files.inFile(weight) || DataType.of(weight.type()) != graph.numbers())
                .mapToLong(Tensor::elementCount)
                .map(count -> count * graph.numbers().sizeBytes())
                .sum());
    }

    boolean isPossible() {
        return weightBytes <= MOST_BYTES - RESERVED_BYTES;
    }
}
