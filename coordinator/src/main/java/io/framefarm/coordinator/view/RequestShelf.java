package io.framefarm.coordinator.view;

import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.protocol.v1.RenderRequest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The requests of the renders there are, up to so many bytes; beyond that the oldest are forgotten. Thread-safe. */
final class RequestShelf {
    private final long maxBytes;
    private final Map<String, byte[]> requests = new LinkedHashMap<>();
    private long bytes;

    RequestShelf(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Keeps the first request under an id, as the coordinator does. */
    synchronized void put(String id, RenderRequest request) {
        if (requests.containsKey(id)) {
            return;
        }
        byte[] kept = request.toByteArray();
        requests.put(id, kept);
        bytes += kept.length;
        Iterator<byte[]> oldestFirst = requests.values().iterator();
        while (bytes > maxBytes && requests.size() > 1) {
            bytes -= oldestFirst.next().length;
            oldestFirst.remove();
        }
    }

    synchronized void remove(String id) {
        byte[] gone = requests.remove(id);
        if (gone != null) {
            bytes -= gone.length;
        }
    }

    Optional<RenderRequest> find(String id) {
        byte[] kept;
        synchronized (this) {
            kept = requests.get(id);
        }
        try {
            return kept == null ? Optional.empty() : Optional.of(RenderRequest.parseFrom(kept));
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException("a request cannot be read that was just written", impossible);
        }
    }
}
