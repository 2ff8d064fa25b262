package io.framefarm.worker.cache;

import io.framefarm.worker.cache.CacheEvents.Outcome;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The tier in this process: least recently used entries go first once the bytes exceed the bound. */
public final class LocalTensorCache implements TensorCache {

    private static final String TIER = "local";

    private final long capacityBytes;
    private final CacheEvents events;
    private final Map<CacheKey, byte[]> entries = new LinkedHashMap<>(64, 0.75f, true);
    private long sizeBytes;

    public LocalTensorCache(long capacityBytes, CacheEvents events) {
        if (capacityBytes < 0) {
            throw new IllegalArgumentException("capacityBytes: " + capacityBytes + " is below 0");
        }
        this.capacityBytes = capacityBytes;
        this.events = events;
    }

    @Override
    public Optional<byte[]> get(CacheKey key) {
        Optional<byte[]> found;
        synchronized (entries) {
            found = Optional.ofNullable(entries.get(key));
        }
        events.happened(TIER, key.kind(), found.isPresent() ? Outcome.HIT : Outcome.MISS);
        return found;
    }

    @Override
    public void put(CacheKey key, byte[] value) {
        if (value.length > capacityBytes) {
            events.happened(TIER, key.kind(), Outcome.TOO_LARGE);
            return;
        }
        synchronized (entries) {
            byte[] before = entries.put(key, value);
            sizeBytes += value.length - (before == null ? 0 : before.length);
            evict();
        }
        events.happened(TIER, key.kind(), Outcome.STORED);
    }

    public long sizeBytes() {
        synchronized (entries) {
            return sizeBytes;
        }
    }

    private void evict() {
        Iterator<byte[]> eldest = entries.values().iterator();
        while (sizeBytes > capacityBytes) {
            sizeBytes -= eldest.next().length;
            eldest.remove();
        }
    }
}
