package io.framefarm.worker.engine;

import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.engine.pack.PackLora;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The LoRAs that take part in a render: the pack's in its order, then the recipe's further ones in theirs. */
record LoraSet(List<LoraUse> uses) {

    LoraSet {
        uses = List.copyOf(uses);
    }

    static LoraSet of(ModelPack pack, Recipe recipe) {
        Map<String, Float> scales = new LinkedHashMap<>();
        for (PackLora lora : pack.loras()) {
            scales.put(lora.name(), lora.scale());
        }
        for (LoraUse use : recipe.loras()) {
            scales.put(use.name(), use.scale());
        }
        List<LoraUse> uses = new ArrayList<>();
        scales.forEach((name, scale) -> {
            if (scale != 0) {
                uses.add(new LoraUse(name, scale));
            }
        });
        return new LoraSet(uses);
    }

    /** The same for the same set only. */
    String key() {
        return uses.stream().map(use -> use.name() + "*" + use.scale()).collect(Collectors.joining("+"));
    }
}
