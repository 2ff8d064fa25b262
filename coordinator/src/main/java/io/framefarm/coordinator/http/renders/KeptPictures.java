package io.framefarm.coordinator.http.renders;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The pictures that were asked for last, up to so many bytes. Thread-safe. */
public final class KeptPictures {
    private final long maxBytes;
    private final Map<String, byte[]> lastUsedLast = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    public KeptPictures(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized Optional<byte[]> find(String key) {
        return Optional.ofNullable(lastUsedLast.get(key));
    }

    synchronized void put(String key, byte[] picture) {
        byte[] before = lastUsedLast.put(key, picture);
        bytes += picture.length - (before == null ? 0 : before.length);
        Iterator<byte[]> oldestFirst = lastUsedLast.values().iterator();
        while (bytes > maxBytes && oldestFirst.hasNext()) {
            bytes -= oldestFirst.next().length;
            oldestFirst.remove();
        }
    }
}
