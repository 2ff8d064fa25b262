package io.framefarm.worker.onnx;

import java.util.List;

/** One operation of a graph ({@code NodeProto}). */
record Node(
        String name,
        String domain,
        String operator,
        List<String> inputs,
        List<String> outputs,
        List<Attribute> attributes) {
    /** ONNX Runtime's own operators. */
    static final String MICROSOFT = "com.microsoft";

    /** The operators of the ONNX standard. */
    static final String ONNX = "";

    /** Offers a value under another name, in floats. */
    static Node asFloats(Value value, String name) {
        List<String> inputs = List.of(value.name());
        return value.type() == DataType.FLOAT
                ? new Node(name, ONNX, "Identity", inputs, List.of(name), List.of())
                : new Node(
                        name, ONNX, "Cast", inputs, List.of(name), List.of(Attribute.of("to", DataType.FLOAT.code())));
    }

    String qualifiedOperator() {
        return domain.equals(ONNX) ? operator : domain + "." + operator;
    }

    ProtoWriter toProto() {
        ProtoWriter node = new ProtoWriter();
        inputs.forEach(input -> node.string(1, input));
        outputs.forEach(output -> node.string(2, output));
        node.string(3, name).string(4, operator);
        attributes.forEach(attribute -> node.message(5, attribute.toProto()));
        return domain.equals(ONNX) ? node : node.string(7, domain);
    }
}
