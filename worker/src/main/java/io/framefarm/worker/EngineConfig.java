package io.framefarm.worker;

import io.framefarm.worker.cache.redis.RedisAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * With what a worker renders.
 *
 * @param models folder with a folder for each model pack
 * @param redis the shared cache; without it each worker computes its own embeddings and LoRA factors
 * @param localCacheBytes how much of them is kept in this process; default 256 MiB
 * @param networkBytes how much memory the networks kept ready may hold between renders; default 12 GiB
 * @param threads processor threads of one network; 1 to 1024, default all cores
 * @param device index of the GPU, where there is one; default 0
 */
public record EngineConfig(
        Path models, Optional<RedisAddress> redis, long localCacheBytes, long networkBytes, int threads, int device) {

    private static final long MIB = 1L << 20;
    private static final int MOST_THREADS = 1024;

    public EngineConfig {
        requireNotNegative("localCacheBytes", localCacheBytes);
        requireNotNegative("networkBytes", networkBytes);
        requireNotNegative("device", device);
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("threads: " + threads + " (allowed: 1 to " + MOST_THREADS + ")");
        }
    }

    public static EngineConfig of(Path models, Optional<RedisAddress> redis) {
        return new EngineConfig(
                models, redis, 256 * MIB, 12 * 1024 * MIB, Runtime.getRuntime().availableProcessors(), 0);
    }

    public EngineConfig withThreads(int count) {
        return new EngineConfig(models, redis, localCacheBytes, networkBytes, count, device);
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + ": " + value + " (allowed: 0 or more)");
        }
    }
}
