package io.framefarm.coordinator.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps whole files under keys. An object becomes visible complete or not at all, whatever crashes when; putting a key
 * again replaces it. Safe for use by many threads and many processes.
 */
public interface VideoStore extends ReadableStore {
    /** Copies the file into the store; when this returns, the object outlives a crash. */
    void put(StoreKey key, Path file, String contentType) throws IOException;

    /** Like {@link #put(StoreKey, Path, String)}, of what is in memory. */
    void put(StoreKey key, byte[] content, String contentType) throws IOException;

    /** An object that does not exist is as good as deleted. */
    void delete(StoreKey key) throws IOException;
}
