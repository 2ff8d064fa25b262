package io.framefarm.worker.engine;

import io.framefarm.worker.network.FloatTensor;
import io.framefarm.worker.network.NamedTensors;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sums of what ControlNets add to the UNet's activations, place by place. */
final class Residuals {

    private Residuals() {}

    static NamedTensors scaled(NamedTensors residuals, float scale) {
        Map<String, FloatTensor> scaled = new LinkedHashMap<>();
        residuals.tensors().forEach((name, tensor) -> {
            FloatTensor result = FloatTensor.zeros(tensor.shape());
            FloatBuffer from = tensor.values();
            FloatBuffer to = result.values();
            while (to.hasRemaining()) {
                to.put(from.get() * scale);
            }
            scaled.put(name, result);
        });
        return new NamedTensors(scaled);
    }

    static NamedTensors sum(NamedTensors one, NamedTensors other) {
        Map<String, FloatTensor> sums = new LinkedHashMap<>();
        one.tensors().forEach((name, tensor) -> {
            FloatTensor result = FloatTensor.zeros(tensor.shape());
            FloatBuffer a = tensor.values();
            FloatBuffer b = other.get(name).values();
            FloatBuffer to = result.values();
            while (to.hasRemaining()) {
                to.put(a.get() + b.get());
            }
            sums.put(name, result);
        });
        return new NamedTensors(sums);
    }
}
