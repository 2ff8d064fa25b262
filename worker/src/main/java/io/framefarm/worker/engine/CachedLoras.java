package io.framefarm.worker.engine;

import io.framefarm.worker.cache.CacheKey;
import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.checkpoint.CheckpointException;
import io.framefarm.worker.lora.LoraFactors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads LoRA files through the shared cache, by the hash of their content. */
final class CachedLoras {

    private static final String CACHE_KIND = "lora-factors";
    private static final String VERSION = "lora-factors 1";

    /** As many as {@link RecentModels} binds: those that have one in common share what only it changes. */
    private static final int KEPT = 4;

    private final TensorCache cache;
    private final Map<CacheKey, LoraFactors> recent = new LinkedHashMap<>(8, 0.75f, true);

    CachedLoras(TensorCache cache) {
        this.cache = cache;
    }

    LoraFactors read(Path file) {
        try {
            CacheKey key = new CacheKey(
                    CACHE_KIND, new ContentHash().add(VERSION).add(sha256(file)).hex());
            synchronized (recent) {
                Optional<LoraFactors> known = Optional.ofNullable(recent.get(key));
                LoraFactors factors = known.isPresent() ? known.get() : read(key, file);
                keep(key, factors);
                return factors;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the LoRA " + file, e);
        }
    }

    private LoraFactors read(CacheKey key, Path file) throws IOException {
        Optional<LoraFactors> cached = cache.get(key).flatMap(CachedLoras::parse);
        if (cached.isPresent()) {
            return cached.get();
        }
        LoraFactors factors = LoraFactors.read(file);
        cache.put(key, factors.toBytes());
        return factors;
    }

    private void keep(CacheKey key, LoraFactors factors) {
        recent.put(key, factors);
        if (recent.size() > KEPT) {
            recent.remove(recent.keySet().iterator().next());
        }
    }

    /** What another version of this program has stored counts as not there. */
    private static Optional<LoraFactors> parse(byte[] bytes) {
        try {
            return Optional.of(LoraFactors.fromBytes(bytes));
        } catch (CheckpointException e) {
            return Optional.empty();
        }
    }

    private static String sha256(Path file) throws IOException {
        ContentHash hash = new ContentHash();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = in.readNBytes(1 << 20);
            while (block.length > 0) {
                hash.add(block);
                block = in.readNBytes(1 << 20);
            }
        }
        return hash.hex();
    }
}
