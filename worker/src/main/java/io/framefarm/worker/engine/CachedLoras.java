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
import java.util.Optional;

/** Reads LoRA files through the shared cache, by the hash of their content. */
final class CachedLoras {

    private static final String CACHE_KIND = "lora-factors";
    private static final String VERSION = "lora-factors 1";

    private final TensorCache cache;

    CachedLoras(TensorCache cache) {
        this.cache = cache;
    }

    LoraFactors read(Path file) {
        try {
            CacheKey key = new CacheKey(
                    CACHE_KIND, new ContentHash().add(VERSION).add(sha256(file)).hex());
            Optional<LoraFactors> cached = cache.get(key).flatMap(CachedLoras::parse);
            if (cached.isPresent()) {
                return cached.get();
            }
            LoraFactors factors = LoraFactors.read(file);
            cache.put(key, factors.toBytes());
            return factors;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the LoRA " + file, e);
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
