package io.framefarm.worker.onnx;

/**
 * Where a written graph says that a weight is ({@code TensorProto.external_data}).
 *
 * @param file relative to the folder that the runtime is told of
 */
public record WeightLocation(String file, long offset, long sizeBytes) {
    ProtoWriter addTo(ProtoWriter tensor) {
        return tensor.message(13, entry("location", file))
                .message(13, entry("offset", Long.toString(offset)))
                .message(13, entry("length", Long.toString(sizeBytes)))
                .integer(14, 1);
    }

    private static ProtoWriter entry(String key, String value) {
        return new ProtoWriter().string(1, key).string(2, value);
    }
}
