package io.framefarm.worker.onnx;

import io.framefarm.worker.checkpoint.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

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
    private final Map<Conversion, Value> conversions = new HashMap<>();
    private final Map<String, Constant> constants = new LinkedHashMap<>();
    private final Map<String, Value> labels = new LinkedHashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private final Map<String, ByteMatrix> byteMatrices = new HashMap<>();
    private long flops;

    public GraphBuilder(Operators operators) {
        this.operators = operators;
    }

    /** An input of floats, converted to what the graph computes in. */
    public Value input(String name, long... dims) {
        return floatInput(name, dims).as(numbers());
    }

    /** An input that stays in floats. */
    public Value floatInput(String name, long... dims) {
        Shape shape = Shape.of(dims);
        inputs.add(new Port(name, shape));
        return new Value(this, name, name, DataType.FLOAT, shape);
    }

    /** A stored weight, in what the graph computes in whatever it is stored as. */
    public Value weight(Tensor tensor) {
        Tensor stored = weights.computeIfAbsent(tensor.name(), name -> tensor);
        Shape shape = new Shape(stored.shape());
        return new Value(this, stored.name(), stored.name(), DataType.of(stored.type()), shape).as(numbers());
    }

    /** Numbers that the graph carries itself, in what it computes in. */
    public Value constant(String name, Shape shape, float... values) {
        return floatConstant(name, shape, values).as(numbers());
    }

    /** Numbers that the graph carries itself, in floats. */
    public Value floatConstant(String name, Shape shape, float... values) {
        constants.putIfAbsent(name, Constant.floats(name, shape, values));
        return new Value(this, name, name, DataType.FLOAT, shape);
    }

    /** Names the output of a block, so that {@link Graph#probing} can find it. */
    public Value label(String block, Value value) {
        labels.put(block, value);
        return value;
    }

    public void output(String name, Value value) {
        nodes.add(Node.asFloats(value, name));
        outputs.add(new Port(name, value.shape()));
    }

    public Graph build() {
        return new Graph(operators, nodes, inputs, outputs, weights, List.copyOf(constants.values()), labels, flops);
    }

    /** The type of everything that nobody asks for in another one. */
    public DataType numbers() {
        return operators.numbers();
    }

    Operators operators() {
        return operators;
    }

    /** A scalar, shared by all who need the same one. */
    Value scalar(DataType type, float value) {
        return shared("scalar/" + value, DataType.FLOAT, name -> Constant.scalar(name, value))
                .as(type);
    }

    /** A list of integers, such as the target of a reshape, shared by all who need the same one. */
    Value integers(long... values) {
        return shared("integers/" + Arrays.toString(values), DataType.INT64, name -> Constant.integers(name, values));
    }

    /** Indices, shared by all who need those of this name. */
    Value indices(String name, Supplier<long[]> values) {
        return shared(name, DataType.INT64, same -> Constant.integers(same, values.get()));
    }

    /** A weight rounded to bytes; rounded once, however often it is used. */
    ByteMatrix inBytes(Value weight) {
        ByteMatrix known = byteMatrices.get(weight.name());
        if (known == null) {
            known = ByteMatrix.of(weight);
            byteMatrices.put(weight.name(), known);
        }
        return known;
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
        nodes.add(new Node(name, domain, operator, names, List.of(name), List.of(attributes)));
        return new Value(this, scope, name, operands.get(0).type(), result);
    }

    /** A result of an operation that has several. */
    record Result(DataType type, Shape shape) {}

    /** Adds an operation with several results. */
    List<Value> node(String operator, Value operand, List<Result> results) {
        String name = unique(operand.scope() + "/" + operator);
        List<Value> values = new ArrayList<>();
        for (Result result : results) {
            values.add(new Value(this, operand.scope(), name + "." + values.size(), result.type(), result.shape()));
        }
        List<String> names = values.stream().map(Value::name).toList();
        nodes.add(new Node(name, Node.ONNX, operator, List.of(operand.name()), names, List.of()));
        return values;
    }

    /** The same numbers in another type; converted once, however often they are used. */
    Value converted(Value value, DataType type) {
        Conversion conversion = new Conversion(value.name(), type);
        Value known = conversions.get(conversion);
        if (known == null) {
            Value cast = node("Cast", List.of(value), value.shape(), Attribute.of("to", type.code()));
            known = cast.holding(type);
            conversions.put(conversion, known);
        }
        return known.in(value.scope());
    }

    private record Conversion(String value, DataType type) {}

    private Value shared(String name, DataType type, Function<String, Constant> create) {
        Constant constant = constants.computeIfAbsent(name, create);
        // Scalars have no dimensions; one of size 1 broadcasts the same way.
        return new Value(this, name, name, type, constant.dims().isEmpty() ? Shape.of(1) : new Shape(constant.dims()));
    }

    private String unique(String name) {
        int use = uses.merge(name, 1, Integer::sum);
        return use == 1 ? name : name + "_" + use;
    }
}
