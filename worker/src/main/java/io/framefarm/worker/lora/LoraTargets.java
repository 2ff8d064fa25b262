package io.framefarm.worker.lora;

import io.framefarm.worker.checkpoint.layout.NetworkConfig;
import io.framefarm.worker.checkpoint.layout.OriginalNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The adaptable layers of some networks under kohya's keys. The underscores cannot be turned back into dots, so the
 * dictionary is made from the networks' own names, canonical and original.
 */
record LoraTargets(Map<String, String> tensorByKey) {
    private static final String WEIGHT = ".weight";

    static LoraTargets of(List<? extends NetworkConfig> networks) {
        Map<String, String> tensorByKey = new HashMap<>();
        for (NetworkConfig network : networks) {
            Map<String, String> originals = OriginalNames.of(network);
            network.tensorShapes().forEach((tensor, shape) -> {
                if (tensor.endsWith(WEIGHT) && shape.size() >= 2) {
                    tensorByKey.put(key(tensor), tensor);
                    tensorByKey.putIfAbsent(key(originals.getOrDefault(tensor, tensor)), tensor);
                }
            });
        }
        return new LoraTargets(Map.copyOf(tensorByKey));
    }

    Optional<String> tensorFor(String key) {
        return Optional.ofNullable(tensorByKey.get(key));
    }

    private static String key(String tensor) {
        return LoraKey.of(tensor.substring(0, tensor.length() - WEIGHT.length()));
    }
}
