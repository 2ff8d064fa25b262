package io.framefarm.worker.onnx;

import io.framefarm.worker.checkpoint.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A finished network for one size of input: its operations, and the weights that they refer to by name. */
public final class Graph {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final int WEIGHT_ALIGNMENT = 4096;

    private final Operators operators;
    private final List<Node> nodes;
    private final List<Port> inputs;
    private final List<Port> outputs;
    private final Map<String, Tensor> weights;
    private final List<Constant> constants;
    private final Map<String, Value> labels;
    private final long flops;

    Graph(
            Operators operators,
            List<Node> nodes,
            List<Port> inputs,
            List<Port> outputs,
            Map<String, Tensor> weights,
            List<Constant> constants,
            Map<String, Value> labels,
            long flops) {
        this.operators = operators;
        this.nodes = List.copyOf(nodes);
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        this.constants = List.copyOf(constants);
        this.labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        this.flops = flops;
    }

    /** The type of nearly all numbers in it; inputs and outputs are floats. */
    public DataType numbers() {
        return operators.numbers();
    }

    /** What it is made of. */
    public Operators operators() {
        return operators;
    }

    public List<Port> inputs() {
        return inputs;
    }

    public List<Port> outputs() {
        return outputs;
    }

    /** The stored weights by name, in the order of their first use. */
    public Map<String, Tensor> weights() {
        return weights;
    }

    /** Multiplications and additions of one run in convolutions and matrix products. */
    public long flops() {
        return flops;
    }

    /** The weights in the numbers that the graph computes in. */
    public long weightBytes() {
        return weights.values().stream().mapToLong(Tensor::elementCount).sum()
                * numbers().sizeBytes();
    }

    /** What every run has to move at the least: weights, inputs and outputs, each once. */
    public long leastBytes() {
        long floats = Stream.concat(inputs.stream(), outputs.stream())
                .mapToLong(port -> port.shape().elements())
                .sum();
        return weightBytes() + floats * DataType.FLOAT.sizeBytes();
    }

    /** The operators that it uses, each with its domain before a dot unless it is in the standard. */
    Set<String> operations() {
        return nodes.stream().map(Node::qualifiedOperator).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same graph that also returns the outputs of these blocks, each under the block's path. */
    public Graph probing(List<String> blocks) {
        List<Node> moreNodes = new ArrayList<>(nodes);
        List<Port> moreOutputs = new ArrayList<>(outputs);
        for (String block : blocks) {
            Value value = labels.get(block);
            if (value == null) {
                throw new IllegalArgumentException("no block " + block + " among " + labels.keySet());
            }
            moreNodes.add(Node.asFloats(value, block));
            moreOutputs.add(new Port(block, value.shape()));
        }
        return new Graph(operators, moreNodes, inputs, moreOutputs, weights, constants, labels, flops);
    }

    /** The graph as a {@code ModelProto} that finds its weights where the function says. */
    public byte[] toBytes(Function<Tensor, WeightLocation> locations) {
        return toBytes(weight -> false, locations);
    }

    /**
     * The graph as a {@code ModelProto} that takes some weights as inputs, each under its name, and finds the others where
     * the function says.
     */
    public byte[] toBytes(Predicate<Tensor> given, Function<Tensor, WeightLocation> locations) {
        ProtoWriter graph = new ProtoWriter();
        nodes.forEach(node -> graph.message(1, node.toProto()));
        graph.string(2, "framefarm");
        for (Tensor weight : weights.values()) {
            if (given.test(weight)) {
                Port port = new Port(weight.name(), new Shape(weight.shape()));
                graph.message(11, port.toProto(DataType.of(weight.type())));
            } else {
                graph.message(5, external(weight, locations.apply(weight)));
            }
        }
        constants.forEach(constant -> graph.message(5, constant.proto()));
        inputs.forEach(input -> graph.message(11, input.toProto()));
        outputs.forEach(output -> graph.message(12, output.toProto()));
        return new ProtoWriter()
                .integer(1, IR_VERSION)
                .string(2, "framefarm")
                .message(7, graph)
                .message(8, operatorSet(Node.ONNX, OPSET))
                .message(8, operatorSet(Node.MICROSOFT, 1))
                .toBytes();
    }

    /** Writes a self-contained {@code .onnx} file and, beside it, {@code NAME.data} with copies of the weights. */
    public void save(Path file) throws IOException {
        Path data = file.resolveSibling(file.getFileName() + ".data");
        Map<String, WeightLocation> locations = new LinkedHashMap<>();
        try (FileChannel channel = FileChannel.open(
                data, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            long offset = 0;
            for (Tensor weight : weights.values()) {
                String name = data.getFileName().toString();
                locations.put(weight.name(), new WeightLocation(name, offset, weight.sizeBytes()));
                write(channel, weight.bytes(), offset);
                offset = (offset + weight.sizeBytes() + WEIGHT_ALIGNMENT - 1) / WEIGHT_ALIGNMENT * WEIGHT_ALIGNMENT;
            }
        }
        Files.write(file, toBytes(weight -> locations.get(weight.name())));
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long start) throws IOException {
        long offset = start;
        while (bytes.hasRemaining()) {
            offset += channel.write(bytes, offset);
        }
    }

    private static ProtoWriter external(Tensor weight, WeightLocation location) {
        ProtoWriter proto = new ProtoWriter();
        weight.shape().forEach(dim -> proto.integer(1, dim));
        proto.integer(2, DataType.of(weight.type()).code()).string(8, weight.name());
        return location.addTo(proto);
    }

    private static ProtoWriter operatorSet(String domain, int version) {
        return new ProtoWriter().string(1, domain).integer(2, version);
    }
}
