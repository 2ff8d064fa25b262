package io.framefarm.worker.render;

import java.io.IOException;

/** Where the images of recipes lie. Safe for use by many threads. */
public interface InputStore {
    /** For a worker that was given none. */
    InputStore NONE = (key, maxBytes) -> {
        throw new IOException("this worker has no video store to read the images of requests from (--store)");
    };

    /**
     * Reads a whole object.
     *
     * @param maxBytes of a larger one no more is read than this
     */
    byte[] read(String key, int maxBytes) throws IOException;
}
