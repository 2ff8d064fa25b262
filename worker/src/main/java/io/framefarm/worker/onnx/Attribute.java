package io.framefarm.worker.onnx;

import java.util.function.UnaryOperator;

/** A constant parameter of a node ({@code AttributeProto}). */
record Attribute(String name, UnaryOperator<ProtoWriter> value) {
    private static final int TYPE = 20;

    static Attribute of(String name, long value) {
        return new Attribute(name, proto -> proto.integer(3, value).integer(TYPE, 2));
    }

    static Attribute of(String name, double value) {
        return new Attribute(name, proto -> proto.real(2, (float) value).integer(TYPE, 1));
    }

    static Attribute of(String name, String value) {
        return new Attribute(name, proto -> proto.string(4, value).integer(TYPE, 3));
    }

    static Attribute of(String name, long... values) {
        return new Attribute(name, proto -> {
            for (long each : values) {
                proto.integer(8, each);
            }
            return proto.integer(TYPE, 7);
        });
    }

    ProtoWriter toProto() {
        return value.apply(new ProtoWriter().string(1, name));
    }
}
