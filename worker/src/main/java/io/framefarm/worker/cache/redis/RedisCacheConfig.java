package io.framefarm.worker.cache.redis;

import java.time.Duration;

/**
 * How the shared tier is used.
 *
 * @param server where it is
 * @param timeout how long one answer may take, and one look-up or store in all, beside a second for each 25 MB; above
 *     zero, default 2 s
 * @param keepFor after how long an entry expires; above zero, default 7 days
 * @param chunkBytes the largest value of one Redis key; 1 KiB to 64 MiB, default 4 MiB
 * @param maxValueBytes larger values are not stored; default 512 MiB
 */
public record RedisCacheConfig(
        RedisAddress server, Duration timeout, Duration keepFor, int chunkBytes, long maxValueBytes) {

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    public RedisCacheConfig {
        requirePositive("timeout", timeout);
        requirePositive("keepFor", keepFor);
        if (chunkBytes < KIB || chunkBytes > 64 * MIB) {
            throw new IllegalArgumentException("chunkBytes: " + chunkBytes + " (allowed: 1024 to 67108864)");
        }
        if (maxValueBytes < 1 || maxValueBytes > Integer.MAX_VALUE - 8L) {
            throw new IllegalArgumentException("maxValueBytes: " + maxValueBytes + " (allowed: 1 to 2147483639)");
        }
    }

    public static RedisCacheConfig at(RedisAddress server) {
        return new RedisCacheConfig(server, Duration.ofSeconds(2), Duration.ofDays(7), 4 * MIB, 512L * MIB);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (allowed: above zero)");
        }
    }
}
