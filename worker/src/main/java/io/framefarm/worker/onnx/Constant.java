package io.framefarm.worker.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A small tensor that the graph carries itself ({@code TensorProto} with raw data). */
record Constant(String name, List<Long> dims, ProtoWriter proto) {
    static Constant floats(String name, Shape shape, float... values) {
        ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return new Constant(name, shape.dims(), proto(name, DataType.FLOAT, shape.dims(), bytes));
    }

    static Constant scalar(String name, float value) {
        ByteBuffer bytes = littleEndian(Float.BYTES).putFloat(0, value);
        return new Constant(name, List.of(), proto(name, DataType.FLOAT, List.of(), bytes));
    }

    static Constant integers(String name, long... values) {
        ByteBuffer bytes = littleEndian(values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        List<Long> dims = List.of((long) values.length);
        return new Constant(name, dims, proto(name, DataType.INT64, dims, bytes));
    }

    private static ByteBuffer littleEndian(int sizeBytes) {
        return ByteBuffer.allocate(sizeBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ProtoWriter proto(String name, DataType type, List<Long> dims, ByteBuffer bytes) {
        byte[] raw = new byte[bytes.remaining()];
        bytes.get(raw);
        ProtoWriter proto = new ProtoWriter();
        dims.forEach(dim -> proto.integer(1, dim));
        return proto.integer(2, type.code()).string(8, name).bytes(9, raw);
    }
}
