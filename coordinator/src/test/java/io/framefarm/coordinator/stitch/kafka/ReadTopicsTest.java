package io.framefarm.coordinator.stitch.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.coordinator.preview.Preview;
import io.framefarm.coordinator.stitch.Backoff;
import io.framefarm.coordinator.stitch.FrameFate;
import io.framefarm.coordinator.stitch.StitchCounters;
import io.framefarm.coordinator.stitch.StitchRenders;
import io.framefarm.coordinator.stitch.StitchTools;
import io.framefarm.coordinator.stitch.TestRenders;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.trace.Tracer;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadTopicsTest {
    private static final TopicPartition COMMANDS = new TopicPartition(Topics.ASSEMBLY.name(), 0);
    private static final TopicPartition FRAMES = new TopicPartition(Topics.FRAMES.name(), 0);
    private static final int BEHIND_UNTIL = 5;
    private static final int POLLS = 7;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final StitchCounters counters = new StitchCounters(new CollectorRegistry());
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T00:00:00Z"));
    private int polls;

    @TempDir
    Path folder;

    @Test
    void framesStayOnTheirTopicWhileTheEncodersAreBehind() throws IOException {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(COMMANDS, FRAMES));
            consumer.updateBeginningOffsets(Map.of(COMMANDS, 0L, FRAMES, 0L));
        });
        consumer.schedulePollTask(() -> consumer.addRecord(new ConsumerRecord<>(
                Topics.FRAMES.name(),
                0,
                0,
                new byte[0],
                TestRenders.record(TestRenders.ref("r", 0, 0), TestRenders.attempt(1, "w"), 0)
                        .toByteArray())));
        List<Long> arrived = new ArrayList<>();

        reading().run(() -> {
            arrived.add(counters.arrivals(FrameFate.PARKED));
            return polls++ < POLLS;
        });

        assertThat(arrived).containsExactly(0L, 0L, 0L, 0L, 0L, 1L, 1L, 1L);
        assertThat(consumer.paused()).isEmpty();
    }

    private ReadTopics reading() throws IOException {
        StitchTraces traces = new StitchTraces(Tracer.OFF, clock);
        FrameLog frames = new FrameLog(1 << 20, new FetchFrames(new MockConsumer<>("none")));
        PublishEvents events = new PublishEvents(
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()), traces);
        StitchTools tools = new StitchTools(
                frames,
                events,
                new FolderStore(folder, clock),
                VideoEncoder::open,
                Optional.empty(),
                (renderId, video) -> Preview.NONE,
                folder,
                Backoff.DEFAULT,
                counters,
                Runnable::run,
                Runnable::run,
                (task, wait) -> {});
        OpenOffsets offsets = new OpenOffsets();
        return new ReadTopics(
                consumer,
                frames,
                new StitchRenders(tools, clock, offsets::release),
                offsets,
                traces,
                () -> polls < BEHIND_UNTIL,
                clock,
                Duration.ofHours(1));
    }
}
