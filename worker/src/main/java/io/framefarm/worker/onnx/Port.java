package io.framefarm.worker.onnx;

/** A float input or output of a graph ({@code ValueInfoProto}). */
public record Port(String name, Shape shape) {
    ProtoWriter toProto() {
        return toProto(DataType.FLOAT);
    }

    ProtoWriter toProto(DataType type) {
        ProtoWriter dims = new ProtoWriter();
        shape.dims().forEach(dim -> dims.message(1, new ProtoWriter().integer(1, dim)));
        ProtoWriter tensor = new ProtoWriter().integer(1, type.code()).message(2, dims);
        return new ProtoWriter().string(1, name).message(2, new ProtoWriter().message(1, tensor));
    }
}
