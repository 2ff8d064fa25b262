package io.framefarm.worker.enginebench;

import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import io.framefarm.worker.onnx.Graph;
import io.framefarm.worker.onnx.Port;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Normally distributed numbers as inputs of any network. */
final class RandomInputs {
    private RandomInputs() {}

    static NamedTensors of(Graph graph, RandomGenerator random) {
        NamedTensors inputs = new NamedTensors(Map.of());
        for (Port port : graph.inputs()) {
            FloatTensor tensor = FloatTensor.zeros(port.shape());
            FloatBuffer values = tensor.values();
            while (values.hasRemaining()) {
                values.put((float) random.nextGaussian());
            }
            inputs = inputs.with(port.name(), tensor);
        }
        return inputs;
    }
}
