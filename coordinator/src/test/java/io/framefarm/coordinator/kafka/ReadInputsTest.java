package io.framefarm.coordinator.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.coordinator.core.FarmInput;
import io.framefarm.coordinator.kafka.ReadInputs.BrokenRecordException;
import io.framefarm.protocol.kafka.TopicSpec;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FramesDamaged;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.SegmentFailed;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.protocol.v1.SegmentStarted;
import io.framefarm.protocol.v1.VideoFailed;
import io.framefarm.protocol.v1.VideoProgress;
import io.framefarm.protocol.v1.VideoReady;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is let in: each topic's own messages, and nothing that merely looks like bytes. */
class ReadInputsTest {
    private static final int MUTATIONS = 3000;

    static List<FarmEvent> ofSegments() {
        return List.of(
                FarmEvent.newBuilder()
                        .setSegmentStarted(SegmentStarted.getDefaultInstance())
                        .build(),
                FarmEvent.newBuilder()
                        .setSegmentRendered(SegmentRendered.getDefaultInstance())
                        .build(),
                FarmEvent.newBuilder()
                        .setSegmentFailed(SegmentFailed.getDefaultInstance())
                        .build());
    }

    static List<FarmEvent> ofVideos() {
        return List.of(
                FarmEvent.newBuilder()
                        .setVideoProgress(VideoProgress.getDefaultInstance())
                        .build(),
                FarmEvent.newBuilder()
                        .setVideoReady(VideoReady.getDefaultInstance())
                        .build(),
                FarmEvent.newBuilder()
                        .setVideoFailed(VideoFailed.getDefaultInstance())
                        .build(),
                FarmEvent.newBuilder()
                        .setFramesDamaged(FramesDamaged.getDefaultInstance())
                        .build());
    }

    @ParameterizedTest
    @MethodSource("ofSegments")
    void segmentsAreTheWorkersToTell(FarmEvent event) throws BrokenRecordException {
        assertThat(read(Topics.RESULTS, event.toByteArray())).isEqualTo(new FarmInput.EventReceived(event));
        assertThatThrownBy(() -> read(Topics.VIDEOS, event.toByteArray())).hasMessageContaining("not for `videos`");
    }

    @ParameterizedTest
    @MethodSource("ofVideos")
    void videosAreTheStitchersToTell(FarmEvent event) throws BrokenRecordException {
        assertThat(read(Topics.VIDEOS, event.toByteArray())).isEqualTo(new FarmInput.EventReceived(event));
        assertThatThrownBy(() -> read(Topics.RESULTS, event.toByteArray())).hasMessageContaining("not for `results`");
    }

    @Test
    void anEventThatSaysNothingIsBroken() {
        assertThatThrownBy(() -> read(Topics.RESULTS, new byte[0])).isInstanceOf(BrokenRecordException.class);
    }

    @Test
    void aCommandWithoutAUsableIdIsBroken() {
        byte[] command =
                RenderCommand.newBuilder().setRenderId("../../etc").build().toByteArray();
        assertThatThrownBy(() -> read(Topics.REQUESTS, command)).hasMessageContaining("render_id");
    }

    @Test
    void changedBytesAreEitherAMessageOrABrokenRecordAndNothingElse() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        List<byte[]> seeds = List.of(
                RenderCommand.newBuilder().setRenderId("r1").build().toByteArray(),
                ofSegments().get(1).toByteArray(),
                ofVideos().get(1).toByteArray(),
                WorkerHeartbeat.newBuilder()
                        .setWorker("w1")
                        .setPool("p")
                        .build()
                        .toByteArray(),
                SegmentJob.newBuilder().setDispatch(3).build().toByteArray());
        int broken = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = mutated(seeds.get(random.nextInt(seeds.size())), random);
            TopicSpec topic = ReadInputs.TOPICS.get(random.nextInt(ReadInputs.TOPICS.size()));
            try {
                assertThat(read(topic, bytes)).isNotNull();
            } catch (BrokenRecordException expected) {
                broken++;
            }
        }
        assertThat(broken).isBetween(MUTATIONS / 10, MUTATIONS);
    }

    private static byte[] mutated(byte[] bytes, RandomGenerator random) {
        byte[] changed = java.util.Arrays.copyOf(bytes, Math.max(1, bytes.length + random.nextInt(-2, 8)));
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }

    private static FarmInput read(TopicSpec topic, byte[] value) throws BrokenRecordException {
        return ReadInputs.read(new ConsumerRecord<>(topic.name(), 0, 0, "key", value));
    }
}
