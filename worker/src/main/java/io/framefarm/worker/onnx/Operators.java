package io.framefarm.worker.onnx;

/** Which operators a graph is made of. */
public enum Operators {
    /** Only those of the ONNX standard, which every execution provider and TensorRT's parser know. */
    STANDARD,
    /** Also ONNX Runtime's fused ones (domain {@code com.microsoft}), which its CPU and CUDA providers run faster. */
    FUSED,
    /** Fused ones, and what the CPU provider's kernels and the processor's cache like best. */
    CPU;

    boolean areFused() {
        return switch (this) {
            case STANDARD -> false;
            case FUSED, CPU -> true;
        };
    }

    boolean areForCpu() {
        return switch (this) {
            case STANDARD, FUSED -> false;
            case CPU -> true;
        };
    }
}
