package io.framefarm.deploy;

import io.framefarm.coordinator.store.ReadableStore;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.worker.render.InputStore;
import java.io.IOException;
import java.io.InputStream;

/** The images of requests, which lie in the video store. */
public final class StoredInputs implements InputStore {

    private final ReadableStore store;

    public StoredInputs(ReadableStore store) {
        this.store = store;
    }

    @Override
    public byte[] read(String key, int maxBytes) throws IOException {
        try (InputStream in = store.read(new StoreKey(key), 0)) {
            return in.readNBytes(maxBytes);
        }
    }
}
