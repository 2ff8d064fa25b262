package io.framefarm.coordinator.stitch.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OpenOffsetsTest {
    private static final TopicPartition FRAMES = new TopicPartition("frames", 1);
    private static final TopicPartition ASSEMBLY = new TopicPartition("assembly", 1);
    private static final Map<TopicPartition, Long> READ = Map.of(FRAMES, 100L, ASSEMBLY, 10L);

    private final OpenOffsets offsets = new OpenOffsets();

    @Test
    void withoutOpenRendersEverythingReadIsCommitted() {
        assertThat(offsets.committable(READ)).isEqualTo(committed(100, 10));
    }

    @Test
    void theFirstRecordOfTheOldestOpenRenderIsKept() {
        offsets.hold("a", ASSEMBLY, 3);
        offsets.hold("a", FRAMES, 20);
        offsets.hold("a", FRAMES, 21);
        offsets.hold("b", ASSEMBLY, 2);
        offsets.hold("b", FRAMES, 30);

        assertThat(offsets.committable(READ)).isEqualTo(committed(20, 2));
    }

    @Test
    void whatIsReleasedHoldsNothingBack() {
        offsets.hold("a", FRAMES, 20);
        offsets.hold("b", FRAMES, 30);
        offsets.release("a");

        assertThat(offsets.committable(READ)).isEqualTo(committed(30, 10));
    }

    @Test
    void partitionsThatAreGoneAreForgotten() {
        offsets.hold("a", FRAMES, 20);
        offsets.hold("c", new TopicPartition("frames", 2), 5);
        assertThat(offsets.isOpenOn("a", 1)).isTrue();

        offsets.drop(List.of(1));

        assertThat(offsets.isOpenOn("a", 1)).isFalse();
        assertThat(offsets.isOpenOn("c", 2)).isTrue();
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(long frames, long assembly) {
        return Map.of(FRAMES, new OffsetAndMetadata(frames), ASSEMBLY, new OffsetAndMetadata(assembly));
    }
}
