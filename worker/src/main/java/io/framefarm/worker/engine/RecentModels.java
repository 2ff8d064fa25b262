package io.framefarm.worker.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The models bound last, so that the next segment of a shot finds its LoRAs read and its hashes computed. Few, because
 * each may hold LoRA factors in memory. Safe for use by many threads; two that ask for the same one wait for one
 * binding.
 */
final class RecentModels {

    private static final int KEPT = 4;

    private final Map<String, Lazy<BoundModel>> models = new LinkedHashMap<>(8, 0.75f, true);

    BoundModel get(String key, Supplier<BoundModel> bind) {
        Lazy<BoundModel> model;
        synchronized (models) {
            model = models.computeIfAbsent(key, any -> new Lazy<>(bind));
            if (models.size() > KEPT) {
                models.remove(models.keySet().iterator().next());
            }
        }
        return model.get();
    }
}
