package io.framefarm.worker.runtime;

import java.util.List;
import java.util.Optional;

/**
 * How ONNX Runtime is used.
 *
 * @param threads on the CPU, for each running network; results are the same bytes only for the same number
 * @param device index of the GPU, where there is one
 * @param providers those allowed, of which the first that loads is taken
 * @param precision of what networks compute
 * @param engines keeps what TensorRT builds; without it each start builds again
 * @param stepsTogether the most steps of a segment that are taken in one run; empty for what suits the provider
 */
public record RuntimeSettings(
        int threads,
        int device,
        List<Provider> providers,
        Precision precision,
        Optional<EngineFolder> engines,
        Optional<Integer> stepsTogether) {

    private static final int MOST_THREADS = 1024;

    public RuntimeSettings {
        providers = List.copyOf(providers);
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("threads: " + threads + " (allowed: 1 to " + MOST_THREADS + ")");
        }
        if (device < 0) {
            throw new IllegalArgumentException("device: " + device + " (allowed: 0 and more)");
        }
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("providers: none (allowed: some of " + List.of(Provider.values()) + ")");
        }
        stepsTogether.filter(steps -> steps < 1).ifPresent(steps -> {
            throw new IllegalArgumentException("stepsTogether: " + steps + " (allowed: 1 and more)");
        });
    }

    /** Whatever is fastest here, in half precision on a GPU. */
    public RuntimeSettings(int threads, int device) {
        this(threads, device, List.of(Provider.values()), Precision.HALF, Optional.empty(), Optional.empty());
    }

    /** All processors of this machine, and its first GPU. */
    public static RuntimeSettings ofThisMachine() {
        return new RuntimeSettings(Runtime.getRuntime().availableProcessors(), 0);
    }
}
