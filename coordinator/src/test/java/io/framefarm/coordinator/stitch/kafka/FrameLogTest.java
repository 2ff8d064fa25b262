package io.framefarm.coordinator.stitch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.coordinator.stitch.DamagedFrameException;
import io.framefarm.coordinator.stitch.FramePlace;
import io.framefarm.coordinator.stitch.TestRenders;
import io.framefarm.protocol.v1.FrameRecord;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameLogTest {
    private static final TopicPartition PARTITION = new TopicPartition("frames", 0);

    private final MockConsumer<byte[], byte[]> topic = new MockConsumer<>("none");
    private long recordBytes;
    private FrameLog log;

    @BeforeEach
    void open() {
        recordBytes = FrameLog.size(record(0));
        log = new FrameLog(2 * recordBytes + recordBytes / 2, new FetchFrames(topic));
    }

    @Test
    void framesAreHeldUpToTheBudgetAndNoFurther() throws IOException {
        for (int i = 0; i < 5; i++) {
            log.keep(new FramePlace(0, i), record(0));
        }
        assertThat(log.heldBytes()).isEqualTo(2 * recordBytes);
        assertThat(log.read(new FramePlace(0, 1))).isEqualTo(record(0));
    }

    @Test
    void whatIsForgottenMakesRoom() {
        FramePlace first = new FramePlace(0, 0);
        log.keep(first, record(0));
        log.keep(first, record(0));
        assertThat(log.heldBytes()).isEqualTo(recordBytes);

        log.forget(first);
        log.forget(first);
        assertThat(log.heldBytes()).isZero();
    }

    @Test
    void whatIsNotHeldIsReadFromTheTopic() throws IOException {
        topicHolds(7, record(3).toByteArray());

        assertThat(log.read(new FramePlace(0, 7))).isEqualTo(record(3));
    }

    @Test
    void aRecordThatIsNoFrameIsDamaged() {
        topicHolds(7, new byte[] {1, 2, 3});

        assertThatThrownBy(() -> log.read(new FramePlace(0, 7)))
                .isInstanceOf(DamagedFrameException.class)
                .hasMessageContaining("the record at offset 7 of partition 0 is no frame");
    }

    @Test
    void aRecordThatHasExpiredIsDamaged() {
        topic.schedulePollTask(() -> topic.setPollException(new OffsetOutOfRangeException(Map.of(PARTITION, 7L))));
        topic.schedulePollTask(() -> topic.updateBeginningOffsets(Map.of(PARTITION, 100L)));

        assertThatThrownBy(() -> log.read(new FramePlace(0, 7)))
                .isInstanceOf(DamagedFrameException.class)
                .hasMessageContaining("is not on the topic any more");
    }

    private void topicHolds(long offset, byte[] value) {
        topic.schedulePollTask(() -> {
            topic.updateBeginningOffsets(Map.of(PARTITION, 0L));
            topic.addRecord(new ConsumerRecord<>("frames", 0, offset, new byte[0], value));
        });
    }

    private static FrameRecord record(int frame) {
        return TestRenders.record(TestRenders.ref("r", 0, 0), TestRenders.attempt(1, "w"), frame);
    }
}
