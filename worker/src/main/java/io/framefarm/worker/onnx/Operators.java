package io.framefarm.worker.onnx;

/** Which operators a graph is made of, and in which numbers they compute. */
public enum Operators {
    /** Only those of the ONNX standard, which every execution provider and TensorRT's parser know. */
    STANDARD(DataType.FLOAT),
    /** The same in 16 bits, except where sums would lose too much. */
    STANDARD_HALF(DataType.FLOAT16),
    /** Also ONNX Runtime's fused ones (domain {@code com.microsoft}), which its CPU and CUDA providers run faster. */
    FUSED(DataType.FLOAT),
    /** The same in 16 bits, except where sums would lose too much. */
    FUSED_HALF(DataType.FLOAT16),
    /** Fused ones, and what the CPU provider's kernels and the processor's cache like best. */
    CPU(DataType.FLOAT),
    /** The same, with the large matrix products and convolutions in 8 bits. */
    CPU_INT8(DataType.FLOAT);

    private final DataType numbers;

    Operators(DataType numbers) {
        this.numbers = numbers;
    }

    /** The type of everything that nobody asks for in another one. */
    DataType numbers() {
        return numbers;
    }

    boolean areFused() {
        return switch (this) {
            case STANDARD, STANDARD_HALF -> false;
            case FUSED, FUSED_HALF, CPU, CPU_INT8 -> true;
        };
    }

    /** Whether they are chosen for what a processor runs fast. */
    public boolean areForCpu() {
        return switch (this) {
            case STANDARD, STANDARD_HALF, FUSED, FUSED_HALF -> false;
            case CPU, CPU_INT8 -> true;
        };
    }

    /** Whether layers multiply bytes where it pays. */
    public boolean areInBytes() {
        return this == CPU_INT8;
    }

    /** The same for networks that are not to lose anything by bytes. */
    public Operators withoutBytes() {
        return areInBytes() ? CPU : this;
    }
}
