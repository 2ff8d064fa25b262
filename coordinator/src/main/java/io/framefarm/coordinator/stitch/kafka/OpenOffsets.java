package io.framefarm.coordinator.stitch.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the topics may be committed: up to the first record of any render that is still open. Everything before
 * belongs to videos that are published, so a stitcher that starts there misses nothing.
 */
public final class OpenOffsets {
    private final Map<String, Map<TopicPartition, Long>> firstRecords = new HashMap<>();

    /** The record belongs to this render, and must be read again by whoever stitches it anew. */
    public void hold(String renderId, TopicPartition partition, long offset) {
        firstRecords.computeIfAbsent(renderId, id -> new HashMap<>()).putIfAbsent(partition, offset);
    }

    public void release(String renderId) {
        firstRecords.remove(renderId);
    }

    /** Whether the render is open, and its records come from partitions of this number. */
    public boolean isOpenOn(String renderId, int partition) {
        return firstRecords.getOrDefault(renderId, Map.of()).keySet().stream()
                .anyMatch(held -> held.partition() == partition);
    }

    /** Somebody else reads the partitions of these numbers now. */
    public void drop(Collection<Integer> partitions) {
        List.copyOf(firstRecords.keySet()).stream()
                .filter(renderId -> partitions.stream().anyMatch(partition -> isOpenOn(renderId, partition)))
                .forEach(firstRecords::remove);
    }

    /** From how far each partition has been read to how far it may be committed. */
    public Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, Long> positions) {
        Map<TopicPartition, Long> lowest = new HashMap<>(positions);
        for (Map<TopicPartition, Long> first : firstRecords.values()) {
            first.forEach((partition, offset) -> lowest.computeIfPresent(partition, (p, low) -> Math.min(low, offset)));
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        lowest.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        return offsets;
    }
}
