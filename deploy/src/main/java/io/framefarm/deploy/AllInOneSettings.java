package io.framefarm.deploy;

import io.framefarm.coordinator.http.HttpSettings;
import io.framefarm.deploy.kafka.BrokerSettings;
import java.util.Optional;

/**
 * How a farm in one process is to be.
 *
 * @param workers 1 to 64
 * @param port of 127.0.0.1 on which the broker listens; 0 takes a free one
 * @param redisMemoryMb what the shared cache may hold, 16 to 65536
 * @param http how the HTTP API is served; empty for a farm without one
 */
public record AllInOneSettings(int workers, int port, int redisMemoryMb, Optional<HttpSettings> http) {

    public static final int MAX_WORKERS = 64;

    private static final int DEFAULT_REDIS_MEMORY_MB = 512;

    public AllInOneSettings {
        requireRange("workers", workers, 1, MAX_WORKERS);
        requireRange("port", port, 0, 65_535);
        requireRange("redisMemoryMb", redisMemoryMb, 16, 65_536);
    }

    public static AllInOneSettings withWorkers(int workers) {
        return new AllInOneSettings(workers, BrokerSettings.ANY_PORT, DEFAULT_REDIS_MEMORY_MB, Optional.empty());
    }

    public AllInOneSettings onPort(int chosen) {
        return new AllInOneSettings(workers, chosen, redisMemoryMb, http);
    }

    public AllInOneSettings withHttp(HttpSettings settings) {
        return new AllInOneSettings(workers, port, redisMemoryMb, Optional.of(settings));
    }

    private static void requireRange(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + ": " + value + " is not within " + min + " to " + max);
        }
    }
}
