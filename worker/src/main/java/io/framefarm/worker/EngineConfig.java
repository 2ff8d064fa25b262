package io.framefarm.worker;

import io.framefarm.worker.cache.redis.RedisAddress;
import io.framefarm.worker.runtime.RuntimeSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * With what a worker renders.
 *
 * @param models folder with a folder for each model pack
 * @param redis the shared cache; without it each worker computes its own embeddings and LoRA factors
 * @param localCacheBytes how much of them is kept in this process; default 256 MiB
 * @param networkBytes how much memory the networks kept ready may hold between renders; default 12 GiB
 * @param runtime on what networks run; default the fastest there is
 * @param sketches whether heartbeats show what each sampling step has come to; default not
 */
public record EngineConfig(
        Path models,
        Optional<RedisAddress> redis,
        long localCacheBytes,
        long networkBytes,
        RuntimeSettings runtime,
        boolean sketches) {

    private static final long MIB = 1L << 20;

    public EngineConfig {
        requireNotNegative("localCacheBytes", localCacheBytes);
        requireNotNegative("networkBytes", networkBytes);
    }

    public static EngineConfig of(Path models, Optional<RedisAddress> redis) {
        return new EngineConfig(models, redis, 256 * MIB, 12 * 1024 * MIB, RuntimeSettings.ofThisMachine(), false);
    }

    public EngineConfig with(RuntimeSettings other) {
        return new EngineConfig(models, redis, localCacheBytes, networkBytes, other, sketches);
    }

    public EngineConfig withSketches(boolean drawn) {
        return new EngineConfig(models, redis, localCacheBytes, networkBytes, runtime, drawn);
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + ": " + value + " (allowed: 0 or more)");
        }
    }
}
