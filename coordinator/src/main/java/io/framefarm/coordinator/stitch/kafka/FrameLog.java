package io.framefarm.coordinator.stitch.kafka;

import io.framefarm.coordinator.stitch.FramePlace;
import io.framefarm.coordinator.stitch.FrameSource;
import io.framefarm.protocol.v1.FrameRecord;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Frames that are not due yet. As many as fit are held in memory from when they arrive; the others stay on the topic
 * alone and are read again when they are due. First come, first kept: what came early is due early.
 */
final class FrameLog implements FrameSource, AutoCloseable {
    /** What a small record takes beside its bytes: its objects, and its entry in the map. */
    private static final long OBJECT_BYTES = 1024;

    private final Map<FramePlace, FrameRecord> held = new ConcurrentHashMap<>();
    private final AtomicLong heldBytes = new AtomicLong();
    private final long maxBytes;
    private final FetchFrames topic;

    FrameLog(long maxBytes, FetchFrames topic) {
        this.maxBytes = maxBytes;
        this.topic = topic;
    }

    void keep(FramePlace place, FrameRecord record) {
        long size = size(record);
        if (heldBytes.addAndGet(size) > maxBytes || held.putIfAbsent(place, record) != null) {
            heldBytes.addAndGet(-size);
        }
    }

    @Override
    public FrameRecord read(FramePlace place) throws IOException {
        FrameRecord record = held.get(place);
        return record == null ? topic.fetch(place) : record;
    }

    @Override
    public void forget(FramePlace place) {
        FrameRecord record = held.remove(place);
        if (record != null) {
            heldBytes.addAndGet(-size(record));
        }
    }

    /** What a record takes while it is held. */
    static long size(FrameRecord record) {
        return OBJECT_BYTES + record.getSerializedSize();
    }

    long heldBytes() {
        return heldBytes.get();
    }

    @Override
    public void close() {
        topic.close();
    }
}
