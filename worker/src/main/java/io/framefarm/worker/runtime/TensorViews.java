package io.framefarm.worker.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.framefarm.worker.checkpoint.Tensor;
import io.framefarm.worker.onnx.DataType;
import java.nio.ByteOrder;

/** Stored tensors as ONNX Runtime sees them, where they are. */
final class TensorViews {
    private TensorViews() {}

    static OnnxTensor of(OrtEnvironment environment, Tensor tensor) throws OrtException {
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        OnnxJavaType type = switch (DataType.of(tensor.type())) {
            case FLOAT -> OnnxJavaType.FLOAT;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT8 -> OnnxJavaType.INT8;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case BFLOAT16 -> OnnxJavaType.BFLOAT16;
            case DOUBLE -> OnnxJavaType.DOUBLE;
            case INT64 -> OnnxJavaType.INT64;
        };
        return OnnxTensor.createTensor(environment, tensor.bytes().order(ByteOrder.nativeOrder()), shape, type);
    }
}
