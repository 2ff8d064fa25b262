package io.framefarm.coordinator.stitch.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.coordinator.stitch.FrameEntry;
import io.framefarm.coordinator.stitch.FramePlace;
import io.framefarm.coordinator.stitch.StitchRenders;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.FrameRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads both topics on one thread and leads every record to its render. Offsets are committed only up to the first
 * record of a render that is still open; so whoever takes over reads it again from its beginning, and nothing but work
 * is lost.
 *
 * <p>Frames are not read while many renders wait for their turns at the encoders, so that a backlog stays on its topic
 * and not in memory. A render that waits for frames is none of those, so reading always goes on.
 */
final class ReadTopics implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(ReadTopics.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final FrameLog frames;
    private final StitchRenders renders;
    private final OpenOffsets offsets;
    private final StitchTraces traces;
    private final BooleanSupplier behind;
    private final InstantSource clock;
    private final Duration commitInterval;
    /** How far each partition has been read. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
    private Instant lastCommit;

    ReadTopics(
            Consumer<byte[], byte[]> consumer,
            FrameLog frames,
            StitchRenders renders,
            OpenOffsets offsets,
            StitchTraces traces,
            BooleanSupplier behind,
            InstantSource clock,
            Duration commitInterval) {
        this.consumer = consumer;
        this.frames = frames;
        this.renders = renders;
        this.offsets = offsets;
        this.traces = traces;
        this.behind = behind;
        this.clock = clock;
        this.commitInterval = commitInterval;
        this.lastCommit = clock.instant();
    }

    void run(BooleanSupplier running) {
        consumer.subscribe(List.of(Topics.ASSEMBLY.name(), Topics.FRAMES.name()), this);
        while (running.getAsBoolean()) {
            pauseWhileBehind();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
                positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            renders.tick(this::hasBeenReadToTheEnd);
            if (lastCommit.plus(commitInterval).isBefore(clock.instant())) {
                commit();
            }
        }
        renders.tick(this::hasBeenReadToTheEnd);
        commit();
    }

    private void pauseWhileBehind() {
        if (behind.getAsBoolean()) {
            consumer.pause(consumer.assignment().stream()
                    .filter(partition -> partition.topic().equals(Topics.FRAMES.name()))
                    .toList());
        } else {
            consumer.resume(consumer.paused());
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() == null) {
                LOG.warn("Skipped an empty record at {}-{}@{}", record.topic(), record.partition(), record.offset());
            } else if (record.topic().equals(Topics.FRAMES.name())) {
                frame(record);
            } else {
                command(record);
            }
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("Skipped a broken record at {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
        }
    }

    private void command(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
        AssemblyCommand command = AssemblyCommand.parseFrom(record.value());
        if (isRender(command.getRenderId(), record)) {
            hold(command.getRenderId(), record);
            if (command.hasPlan()) {
                traces.planned(command.getRenderId(), record.headers());
            }
            renders.command(command);
        }
    }

    private void frame(ConsumerRecord<byte[], byte[]> record) throws InvalidProtocolBufferException {
        FrameRecord frame = FrameRecord.parseFrom(record.value());
        String renderId = frame.getRef().getRenderId();
        if (!isRender(renderId, record)) {
            return;
        }
        hold(renderId, record);
        FramePlace place = new FramePlace(record.partition(), record.offset());
        if (renders.wants(renderId)) {
            frames.keep(place, frame);
        }
        renders.frame(FrameEntry.of(frame, place));
    }

    private static boolean isRender(String renderId, ConsumerRecord<byte[], byte[]> record) {
        if (!Limits.isName(renderId)) {
            LOG.warn("Skipped {}-{}@{}: it names no render", record.topic(), record.partition(), record.offset());
            return false;
        }
        return true;
    }

    private void hold(String renderId, ConsumerRecord<byte[], byte[]> record) {
        offsets.hold(renderId, new TopicPartition(record.topic(), record.partition()), record.offset());
    }

    private boolean hasBeenReadToTheEnd(String renderId) {
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong lag = consumer.currentLag(partition);
            if (offsets.isOpenOn(renderId, partition.partition()) && lag.orElse(1) > 0) {
                return false;
            }
        }
        return true;
    }

    private void commit() {
        lastCommit = clock.instant();
        Map<TopicPartition, OffsetAndMetadata> committable = offsets.committable(positions);
        if (committable.equals(committed)) {
            return;
        }
        try {
            consumer.commitSync(committable);
            committed = committable;
        } catch (RebalanceInProgressException e) {
            LOG.debug("Offsets are committed after the rebalance", e);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        LOG.info("Stitching the renders of {}", partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        renders.tick(renderId -> false);
        commit();
        onPartitionsLost(partitions);
    }

    /** Whoever has them now reads them from the last commit on. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        List<Integer> numbers =
                partitions.stream().map(TopicPartition::partition).distinct().toList();
        var unused = renders.drop(renderId -> numbers.stream().anyMatch(number -> offsets.isOpenOn(renderId, number)));
        offsets.drop(numbers);
        positions.keySet().removeAll(partitions);
        traces.forgetAll();
        committed = Map.of();
    }
}
