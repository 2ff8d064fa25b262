package io.framefarm.coordinator.input;

import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Objects that lie in the video store under any key, such as a finished video. */
public final class StoredObjects implements InputSource {
    private static final String SCHEME = "store:";

    private final VideoStore store;

    public StoredObjects(VideoStore store) {
        this.store = store;
    }

    @Override
    public String form() {
        return "store:KEY";
    }

    @Override
    public boolean holds(String reference) {
        return reference.startsWith(SCHEME);
    }

    @Override
    public byte[] read(String reference, int maxBytes) throws UnusableInputException, IOException {
        StoreKey key = key(reference.substring(SCHEME.length()));
        OptionalLong size = store.size(key);
        if (size.isEmpty()) {
            throw new UnusableInputException("names %s, which is not in the video store".formatted(key));
        }
        if (size.getAsLong() > maxBytes) {
            throw InputSource.tooLarge(size.getAsLong(), maxBytes);
        }
        try (InputStream in = store.read(key, 0)) {
            return in.readNBytes(maxBytes);
        }
    }

    private static StoreKey key(String value) throws UnusableInputException {
        try {
            return new StoreKey(value);
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("names a " + e.getMessage(), e);
        }
    }
}
