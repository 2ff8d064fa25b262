package io.framefarm.worker.cache;

import java.util.Optional;

/**
 * A cache keyed by content: the same key always stands for the same bytes, so a lost entry costs time and never
 * correctness. No implementation throws: what goes wrong counts as a miss. Safe for use by many threads.
 */
public interface TensorCache {

    /** Keeps nothing. */
    TensorCache NONE = new TensorCache() {
        @Override
        public Optional<byte[]> get(CacheKey key) {
            return Optional.empty();
        }

        @Override
        public void put(CacheKey key, byte[] value) {}
    };

    /** The bytes under this key; the caller does not change them. */
    Optional<byte[]> get(CacheKey key);

    /** Keeps the bytes under this key for as long as there is room; the caller does not change them afterwards. */
    void put(CacheKey key, byte[] value);
}
