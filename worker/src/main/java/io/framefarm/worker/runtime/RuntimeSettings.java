package io.framefarm.worker.runtime;

/**
 * How ONNX Runtime is used.
 *
 * @param threads on the CPU, for each running network; results are the same bytes only for the same number
 * @param device index of the GPU, where there is one
 */
public record RuntimeSettings(int threads, int device) {
    public RuntimeSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + " (allowed: 1 and more)");
        }
        if (device < 0) {
            throw new IllegalArgumentException("device: " + device + " (allowed: 0 and more)");
        }
    }

    /** All processors of this machine, and its first GPU. */
    public static RuntimeSettings ofThisMachine() {
        return new RuntimeSettings(Runtime.getRuntime().availableProcessors(), 0);
    }
}
