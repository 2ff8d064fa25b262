package io.framefarm.worker.onnx;

import io.framefarm.worker.checkpoint.ElementType;

/** The element types of graph tensors, with their codes in {@code TensorProto.DataType}. */
public enum DataType {
    FLOAT(1, Float.BYTES),
    UINT8(2, Byte.BYTES),
    INT8(3, Byte.BYTES),
    INT64(7, Long.BYTES),
    FLOAT16(10, Short.BYTES),
    DOUBLE(11, Double.BYTES),
    BFLOAT16(16, Short.BYTES);

    private final int code;
    private final int sizeBytes;

    DataType(int code, int sizeBytes) {
        this.code = code;
        this.sizeBytes = sizeBytes;
    }

    int code() {
        return code;
    }

    public int sizeBytes() {
        return sizeBytes;
    }

    /** The type of a stored weight. */
    public static DataType of(ElementType type) {
        return switch (type) {
            case F32 -> FLOAT;
            case F16 -> FLOAT16;
            case BF16 -> BFLOAT16;
            case F64 -> DOUBLE;
            case I64 -> INT64;
            case I32, I16, I8, U8, BOOL ->
                throw new IllegalArgumentException("a weight of type " + type + " (allowed: F32, F16, BF16, F64, I64)");
        };
    }
}
