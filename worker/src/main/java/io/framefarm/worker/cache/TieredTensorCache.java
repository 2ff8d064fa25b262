package io.framefarm.worker.cache;

import java.util.Optional;

/** A near cache in front of a far one: what the far one has is kept near, what is put goes to both. */
public final class TieredTensorCache implements TensorCache {

    private final TensorCache near;
    private final TensorCache far;

    public TieredTensorCache(TensorCache near, TensorCache far) {
        this.near = near;
        this.far = far;
    }

    @Override
    public Optional<byte[]> get(CacheKey key) {
        Optional<byte[]> found = near.get(key);
        if (found.isPresent()) {
            return found;
        }
        Optional<byte[]> fetched = far.get(key);
        fetched.ifPresent(value -> near.put(key, value));
        return fetched;
    }

    @Override
    public void put(CacheKey key, byte[] value) {
        near.put(key, value);
        far.put(key, value);
    }
}
