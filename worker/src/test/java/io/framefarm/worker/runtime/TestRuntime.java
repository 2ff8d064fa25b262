package io.framefarm.worker.runtime;

import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.network.Network;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.reference.ReferenceTensor;

/** Runs graphs once, for tests of what they compute. */
public final class TestRuntime {
    /** Two threads, so that the work is divided, on any machine. */
    public static final OnnxRuntime RUNTIME = new OnnxRuntime(new RuntimeSettings(2, 0));

    private TestRuntime() {}

    public static NamedTensors run(Graph graph, NamedTensors inputs) {
        try (Network network = RUNTIME.open(graph)) {
            return network.run(inputs);
        }
    }

    public static FloatTensor tensor(ReferenceTensor reference) {
        return FloatTensor.of(reference.floats(), reference.dims());
    }
}
