package io.framefarm.coordinator.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** A video store for those who only read. Safe for use by many threads. */
public interface ReadableStore {
    /** Empty when there is no such object. */
    OptionalLong size(StoreKey key) throws IOException;

    /** From {@code offset} to the end of the object, which must exist. */
    InputStream read(StoreKey key, long offset) throws IOException;

    /** For messages: where the objects lie. */
    String location();
}
