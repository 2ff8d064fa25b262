package io.framefarm.worker.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes into a network or comes out of it. */
public record NamedTensors(Map<String, FloatTensor> tensors) {
    public NamedTensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    public static NamedTensors of(String name, FloatTensor tensor) {
        return new NamedTensors(Map.of(name, tensor));
    }

    /** These and one more, or one replaced. */
    public NamedTensors with(String name, FloatTensor tensor) {
        Map<String, FloatTensor> more = new LinkedHashMap<>(tensors);
        more.put(name, tensor);
        return new NamedTensors(more);
    }

    /** These and others, whose names replace the same ones here. */
    public NamedTensors with(NamedTensors others) {
        Map<String, FloatTensor> more = new LinkedHashMap<>(tensors);
        more.putAll(others.tensors);
        return new NamedTensors(more);
    }

    public FloatTensor get(String name) {
        @Nullable FloatTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + name + " among " + tensors.keySet());
        }
        return tensor;
    }
}
