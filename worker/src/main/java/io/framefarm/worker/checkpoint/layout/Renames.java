package io.framefarm.worker.checkpoint.layout;

import io.framefarm.worker.checkpoint.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A two-way dictionary of module names; a tensor's name is translated by its longest known beginning. */
final class Renames {
    private final Map<String, String> toCanonical = new HashMap<>();
    private final Map<String, String> toOriginal = new HashMap<>();

    void add(String original, String canonical) {
        toCanonical.put(original, canonical);
        toOriginal.put(canonical, original);
    }

    /** A second original name of a module, which is read but never written. */
    void addAlias(String original, String canonical) {
        toCanonical.put(original, canonical);
    }

    String canonical(String name) {
        return translate(name, toCanonical);
    }

    String original(String name) {
        return translate(name, toOriginal);
    }

    Map<String, Tensor> canonical(Map<String, Tensor> tensors) {
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> renamed.put(canonical(name), tensor));
        return renamed;
    }

    private static String translate(String name, Map<String, String> table) {
        for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
            @Nullable String translated = table.get(name.substring(0, end));
            if (translated != null) {
                return translated + name.substring(end);
            }
        }
        return name;
    }
}
