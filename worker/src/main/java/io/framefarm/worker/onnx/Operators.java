package io.framefarm.worker.onnx;

/** Which operators a graph may use. */
public enum Operators {
    /** Only those of the ONNX standard, which every execution provider and TensorRT's parser know. */
    STANDARD,
    /** Also ONNX Runtime's fused ones (domain {@code com.microsoft}), which its CPU and CUDA providers run faster. */
    FUSED
}
