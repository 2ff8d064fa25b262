package io.framefarm.deploy.bench;

import io.framefarm.deploy.redis.EmbeddedRedis;
import io.framefarm.deploy.redis.RedisUnavailableException;
import io.framefarm.worker.cache.Breaker;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.CacheKey;
import io.framefarm.worker.cache.redis.RedisAddress;
import io.framefarm.worker.cache.redis.RedisCacheConfig;
import io.framefarm.worker.cache.redis.RedisTensorCache;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Measures how much memory of a real Redis server the entries of the workers' shared cache take. */
public final class MeasureCache {
    private static final int MEMORY_MB = 512;
    /** 77 tokens of 768 numbers of 4 bytes: what SD 1.5 makes of a prompt. */
    private static final int EMBEDDING_BYTES = 77 * 768 * 4;

    private static final int EMBEDDINGS = 200;
    /** The factors of a LoRA of rank 8 for the whole UNet, about. */
    private static final int LORA_BYTES = 10 << 20;

    private static final int LORAS = 20;

    private final LongSupplier nanoTicker;
    private final InstantSource clock;

    public MeasureCache(LongSupplier nanoTicker, InstantSource clock) {
        this.nanoTicker = nanoTicker;
        this.clock = clock;
    }

    /**
     * Bytes of the server's memory.
     *
     * @param embedding for the embedding of one prompt
     * @param loraMegabyte for each megabyte of a LoRA's factors
     */
    public record Measured(double embedding, double loraMegabyte) {}

    public Measured measure() throws RedisUnavailableException, IOException {
        try (ScratchFolder folder = ScratchFolder.create();
                EmbeddedRedis redis = EmbeddedRedis.start(folder.path(), MEMORY_MB);
                RedisTensorCache cache = new RedisTensorCache(
                        RedisCacheConfig.at(RedisAddress.at(redis.uri())),
                        CacheEvents.IGNORED,
                        new Breaker(1, Duration.ofSeconds(1), clock),
                        nanoTicker)) {
            put(cache, "warm-up", 0, 1);
            long empty = redis.usedMemoryBytes();
            for (int i = 0; i < EMBEDDINGS; i++) {
                put(cache, "text-embedding", i, EMBEDDING_BYTES);
            }
            long withEmbeddings = redis.usedMemoryBytes();
            for (int i = 0; i < LORAS; i++) {
                put(cache, "lora", i, LORA_BYTES);
            }
            long withLora = redis.usedMemoryBytes();
            return new Measured(
                    (double) (withEmbeddings - empty) / EMBEDDINGS,
                    (double) (withLora - withEmbeddings) / LORAS / (LORA_BYTES >> 20));
        }
    }

    private static void put(RedisTensorCache cache, String kind, int number, int bytes) {
        cache.put(new CacheKey(kind, "%064x".formatted(number)), new byte[bytes]);
    }
}
