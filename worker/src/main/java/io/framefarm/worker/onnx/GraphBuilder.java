package io.framefarm.worker.onnx;

import io.framefarm.worker.checkpoint.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Collects the nodes of one graph. Every shape is known while building, so a wrong one is refused where the block is
 * written down, and the floating-point operations are counted on the way.
 */
public final class GraphBuilder {
    private final Operators operators;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Port> inputs = new ArrayList<>();
    private final List<Port> outputs = new ArrayList<>();
    private final Map<String, Tensor> weights = new LinkedHashMap<>();
    private final Map<String, Value> weightValues = new HashMap<>();
    private final Map<String, Constant> constants = new LinkedHashMap<>();
    private final Map<String, Value> labels = new LinkedHashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private long flops;

    public GraphBuilder(Operators operators) {
        this.operators = operators;
    }

    public Value input(String name, long... dims) {
        Shape shape = Shape.of(dims);
        inputs.add(new Port(name, shape));
        return new Value(this, name, name, shape);
    }

    /** A stored weight, as float whatever it is stored as; converted once, however often it is used. */
    public Value weight(Tensor tensor) {
        return weightValues.computeIfAbsent(tensor.name(), name -> {
            weights.put(name, tensor);
            Value stored = new Value(this, name, name, new Shape(tensor.shape()));
            return DataType.of(tensor.type()) == DataType.FLOAT ? stored : stored.toFloat();
        });
    }

    public Value constant(String name, Shape shape, float... values) {
        constants.putIfAbsent(name, Constant.floats(name, shape, values));
        return new Value(this, name, name, shape);
    }

    /** Names the output of a block, so that {@link Graph#probing} can find it. */
    public Value label(String block, Value value) {
        labels.put(block, value);
        return value;
    }

    public void output(String name, Value value) {
        nodes.add(new Node(name, Node.ONNX, "Identity", List.of(value.name()), name, List.of()));
        outputs.add(new Port(name, value.shape()));
    }

    public Graph build() {
        return new Graph(nodes, inputs, outputs, weights, List.copyOf(constants.values()), labels, flops);
    }

    Operators operators() {
        return operators;
    }

    /** A scalar, shared by all who need the same one. */
    Value scalar(float value) {
        return shared("scalar/" + value, name -> Constant.scalar(name, value));
    }

    /** A list of integers, such as the target of a reshape, shared by all who need the same one. */
    Value integers(long... values) {
        return shared("integers/" + Arrays.toString(values), name -> Constant.integers(name, values));
    }

    void countFlops(long more) {
        flops += more;
    }

    Value node(String operator, List<Value> operands, Shape result, Attribute... attributes) {
        return node(Node.ONNX, operator, operands, result, attributes);
    }

    /** Adds an operation; its name carries the scope of its first operand. */
    Value node(String domain, String operator, List<Value> operands, Shape result, Attribute... attributes) {
        String scope = operands.get(0).scope();
        String name = unique(scope + "/" + operator);
        List<String> names = operands.stream().map(Value::name).toList();
        nodes.add(new Node(name, domain, operator, names, name, List.of(attributes)));
        return new Value(this, scope, name, result);
    }

    private Value shared(String name, Function<String, Constant> create) {
        Constant constant = constants.computeIfAbsent(name, create);
        // Scalars have no dimensions; one of size 1 broadcasts the same way.
        return new Value(this, name, name, constant.dims().isEmpty() ? Shape.of(1) : new Shape(constant.dims()));
    }

    private String unique(String name) {
        int use = uses.merge(name, 1, Integer::sum);
        return use == 1 ? name : name + "_" + use;
    }
}
