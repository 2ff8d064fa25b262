package io.framefarm.coordinator.stitch.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.coordinator.stitch.FrameFate;
import io.framefarm.coordinator.stitch.StitchCounters;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FrameRecord;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures how many frames a second a stitcher puts into a video, against what its encoder alone makes of the same
 * frames. It is the worst that happens on a farm: the first segment comes last, when all others have been read. Counted
 * is from the naming of the winners until the video is announced: unpack, check, encode, publish.
 */
public final class MeasureStitching {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double NANOS = 1e9;

    private final String bootstrapServers;
    private final Path folder;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final LongSupplier cpuNanos;

    /** Uses the farm's topics on this broker, and the folder for videos; {@code cpuNanos} is the processor time of this process. */
    public MeasureStitching(
            String bootstrapServers, Path folder, InstantSource clock, LongSupplier nanos, LongSupplier cpuNanos) {
        this.bootstrapServers = bootstrapServers;
        this.folder = folder;
        this.clock = clock;
        this.nanos = nanos;
        this.cpuNanos = cpuNanos;
    }

    /**
     * What was measured of one render.
     *
     * @param stitcher frames a second of the stitcher alone
     * @param withPreview of one that makes a preview too
     * @param encoder of the encoder alone
     * @param cores that the stitcher alone keeps busy with 100 frames a second
     * @param encoderCores the same of the encoder alone
     * @param bytesPerFrame as records on the topic
     * @param writtenPerSecond bytes of frames that one producer writes in a second
     */
    public record Result(
            double stitcher,
            double withPreview,
            double encoder,
            double cores,
            double encoderCores,
            double bytesPerFrame,
            double writtenPerSecond) {
        public double ratio() {
            return stitcher / encoder;
        }
    }

    private record Encoded(double framesPerSecond, double cores) {}

    private record Stitched(double framesPerSecond, double cores, double writtenPerSecond) {}

    /** The encoder is measured before and after the stitcher, so that both have the same company on the machine. */
    public Result measure(String renderId, int width, int height, int segments, RandomGenerator random)
            throws IOException {
        MeasuredRender render = new MeasuredRender(renderId, width, height, segments, random);
        MeasuredRender watched = new MeasuredRender(renderId + "-watched", width, height, segments, random);
        Files.createDirectories(folder);
        Encoded before = encoderAlone(render, width, height);
        Stitched alone = stitcher(render, settings(render).withoutPreviews());
        Encoded after = encoderAlone(render, width, height);
        Stitched withPreview = stitcher(watched, settings(watched));
        return new Result(
                alone.framesPerSecond(),
                withPreview.framesPerSecond(),
                2 / (1 / before.framesPerSecond() + 1 / after.framesPerSecond()),
                alone.cores(),
                (before.cores() + after.cores()) / 2,
                (double) bytes(render) / render.frames(),
                alone.writtenPerSecond());
    }

    private Encoded encoderAlone(MeasuredRender render, int width, int height) throws IOException {
        VideoSpec spec = new VideoSpec(
                VideoFormat.MP4, width, height, 1, render.plan().getRequest().getFps(), "");
        Path file = folder.resolve("encoder-alone.mp4");
        try (VideoEncoder encoder = VideoEncoder.open(spec, file)) {
            encoder.encode(render.picture(0));
            long start = nanos.getAsLong();
            long cpuStart = cpuNanos.getAsLong();
            for (int frame = 1; frame < render.frames(); frame++) {
                encoder.encode(render.picture(frame));
            }
            encoder.finish("");
            int encoded = render.frames() - 1;
            return new Encoded(perSecond(encoded, start), cores(encoded, cpuStart));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private StitcherSettings settings(MeasuredRender render) {
        return StitcherSettings.of(bootstrapServers, folder.resolve("scratch"), 2)
                .withGroup("measure-" + render.id());
    }

    private static long bytes(MeasuredRender render) {
        return render.records().stream()
                .mapToLong(FrameRecord::getSerializedSize)
                .sum();
    }

    private Stitched stitcher(MeasuredRender render, StitcherSettings settings) throws IOException {
        StitchCounters counters = new StitchCounters(new CollectorRegistry());
        FolderStore store = new FolderStore(folder.resolve("store"), clock);
        try (Consumer<byte[], byte[]> results = results(settings);
                Producer<byte[], byte[]> producer = producer(settings);
                Stitcher stitcher = new Stitcher(settings, store, counters, clock)) {
            stitcher.start();
            send(producer, Topics.ASSEMBLY.name(), render.id(), render.command());
            producer.flush();
            List<FrameRecord> records = render.records();
            long begun = nanos.getAsLong();
            records.forEach(record -> send(producer, Topics.FRAMES.name(), render.id(), record));
            producer.flush();
            double written = bytes(render) * NANOS / (nanos.getAsLong() - begun);
            await(results, render.id(), event -> counters.arrivals(FrameFate.KEPT) >= render.frames());
            long start = nanos.getAsLong();
            long cpuStart = cpuNanos.getAsLong();
            render.winners().forEach(winner -> send(producer, Topics.ASSEMBLY.name(), render.id(), winner));
            await(results, render.id(), FarmEvent::hasVideoReady);
            return new Stitched(perSecond(render.frames(), start), cores(render.frames(), cpuStart), written);
        }
    }

    private double perSecond(int frames, long start) {
        return frames * NANOS / (nanos.getAsLong() - start);
    }

    /** For 100 frames a second. */
    private double cores(int frames, long cpuStart) {
        return 100 * (cpuNanos.getAsLong() - cpuStart) / NANOS / frames;
    }

    private static Consumer<byte[], byte[]> results(StitcherSettings settings) {
        Consumer<byte[], byte[]> consumer = KafkaClients.listener(settings);
        TopicPartition partition = new TopicPartition(Topics.VIDEOS.name(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        consumer.position(partition);
        return consumer;
    }

    private static Producer<byte[], byte[]> producer(StitcherSettings settings) {
        return KafkaClients.producer(
                settings, Map.of(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Limits.MAX_FRAME_RECORD_BYTES));
    }

    private static void send(Producer<byte[], byte[]> producer, String topic, String renderId, Message message) {
        byte[] key = renderId.getBytes(StandardCharsets.UTF_8);
        var unused = producer.send(new ProducerRecord<>(topic, key, message.toByteArray()));
    }

    /** Until an event of the render, or none, satisfies the condition. */
    private void await(Consumer<byte[], byte[]> results, String renderId, Predicate<FarmEvent> condition)
            throws IOException {
        long deadline = nanos.getAsLong() + PATIENCE.toNanos();
        while (nanos.getAsLong() < deadline) {
            boolean met = condition.test(FarmEvent.getDefaultInstance());
            for (ConsumerRecord<byte[], byte[]> record : results.poll(Duration.ofMillis(5))) {
                FarmEvent event = parsed(record.value());
                if (event.getVideoFailed().getRenderId().equals(renderId)) {
                    throw new IOException(event.getVideoFailed().getFailure().getMessage());
                }
                met |= event.getVideoReady().getRenderId().equals(renderId) && condition.test(event);
            }
            if (met) {
                return;
            }
        }
        throw new IOException("render " + renderId + " was not stitched within " + PATIENCE);
    }

    private static FarmEvent parsed(byte[] value) throws IOException {
        try {
            return FarmEvent.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("a broken record on `" + Topics.VIDEOS.name() + "`", e);
        }
    }
}
