package io.framefarm.deploy.simulation.kafka;

import io.framefarm.coordinator.stitch.kafka.OpenOffsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The real stitcher's rule of how far its topics may be committed, for topics that are not Kafka's. */
public final class StitchOffsets {
    private final OpenOffsets open = new OpenOffsets();

    /** One partition of one topic. */
    public record Part(String topic, int partition) {
        private TopicPartition asKafka() {
            return new TopicPartition(topic, partition);
        }
    }

    public void hold(String renderId, Part part, long offset) {
        open.hold(renderId, part.asKafka(), offset);
    }

    public void release(String renderId) {
        open.release(renderId);
    }

    public boolean isOpenOn(String renderId, int partition) {
        return open.isOpenOn(renderId, partition);
    }

    public void drop(Collection<Integer> partitions) {
        open.drop(partitions);
    }

    /** From how far each part has been read to how far it may be committed. */
    public Map<Part, Long> committable(Map<Part, Long> positions) {
        Map<TopicPartition, Long> read = new HashMap<>();
        positions.forEach((part, position) -> read.put(part.asKafka(), position));
        Map<Part, Long> committable = new HashMap<>();
        open.committable(read)
                .forEach((partition, offset) ->
                        committable.put(new Part(partition.topic(), partition.partition()), offset.offset()));
        return committable;
    }
}
