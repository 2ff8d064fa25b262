package io.framefarm.deploy.kafka;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.deploy.audit.FarmRecords;
import io.framefarm.deploy.guarantee.FarmObserver;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.frame.MalformedPngException;
import io.framefarm.protocol.frame.PngReader;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.TopicSpec;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.StateRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the topics of a farm from their beginnings to where they end now. Commits nothing. */
public final class KafkaFarmRecords implements FarmRecords {
    private static final Duration ONE_POLL = Duration.ofMillis(500);
    private static final int MOST_EMPTY_POLLS = 60;

    private final KafkaCluster cluster;
    private final List<Source> sources;

    /** @param pools whose jobs are read */
    public KafkaFarmRecords(KafkaCluster cluster, List<String> pools) {
        this.cluster = cluster;
        this.sources = new ArrayList<>();
        // In the order in which one step writes them: what falls on one millisecond is told in this order.
        sources.add(new Source(Topics.REQUESTS, KafkaFarmRecords::command));
        sources.add(new Source(Topics.RESULTS, KafkaFarmRecords::event));
        sources.add(new Source(Topics.VIDEOS, KafkaFarmRecords::event));
        sources.add(new Source(Topics.FRAMES, KafkaFarmRecords::frame));
        sources.add(new Source(Topics.ASSEMBLY, KafkaFarmRecords::assembly));
        sources.add(new Source(Topics.FARM_STATE, KafkaFarmRecords::state));
        pools.forEach(pool -> sources.add(new Source(Topics.segments(pool), value -> job(pool, value))));
        sources.add(new Source(Topics.STATUS, KafkaFarmRecords::status));
    }

    private interface Read {
        Told read(byte[] value) throws InvalidProtocolBufferException;
    }

    private record Source(TopicSpec topic, Read read) {}

    /** One record, ready to be told. */
    private record Told(String renderId, Teller teller) {}

    private interface Teller {
        void tell(FarmObserver observer);
    }

    private record Entry(long timestampMs, int order, Told told) {}

    @Override
    public void replay(Predicate<String> renders, FarmObserver observer) {
        List<Entry> entries = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            for (int order = 0; order < sources.size(); order++) {
                read(consumer, sources.get(order), order, renders, entries);
            }
        } catch (KafkaException e) {
            throw KafkaFarmClient.unreachable(cluster, e);
        }
        entries.sort(Comparator.comparingLong(Entry::timestampMs).thenComparingInt(Entry::order));
        long last = Long.MIN_VALUE;
        for (Entry entry : entries) {
            if (entry.timestampMs() != last) {
                observer.committed();
                last = entry.timestampMs();
            }
            entry.told().teller().tell(observer);
        }
        observer.committed();
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                cluster.client(Map.of(
                        "client.id",
                        "farm-audit",
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest")),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static void read(
            KafkaConsumer<String, byte[]> consumer,
            Source source,
            int order,
            Predicate<String> renders,
            List<Entry> entries) {
        List<TopicPartition> partitions = consumer.partitionsFor(source.topic().name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        int emptyPolls = 0;
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            var records = consumer.poll(ONE_POLL);
            emptyPolls = records.isEmpty() ? emptyPolls + 1 : 0;
            if (emptyPolls > MOST_EMPTY_POLLS) {
                throw new KafkaException("the topic " + source.topic().name() + " cannot be read to its end");
            }
            for (ConsumerRecord<String, byte[]> record : records) {
                add(record, source, order, renders, entries);
            }
        }
    }

    private static void add(
            ConsumerRecord<String, byte[]> record,
            Source source,
            int order,
            Predicate<String> renders,
            List<Entry> entries) {
        if (record.value() == null || !mayConcern(record.key(), renders)) {
            return;
        }
        try {
            Told told = source.read().read(record.value());
            if (renders.test(told.renderId())) {
                entries.add(new Entry(record.timestamp(), order, told));
            }
        } catch (InvalidProtocolBufferException broken) {
            return; // none of ours: the farm has put it aside as well
        }
    }

    /** Keys begin with the render's id or hold it between slashes; pictures of other renders need not be unpacked. */
    private static boolean mayConcern(String key, Predicate<String> renders) {
        return key == null || key.contains("/") || renders.test(key);
    }

    private static Told command(byte[] value) throws InvalidProtocolBufferException {
        RenderCommand command = RenderCommand.parseFrom(value);
        return new Told(command.getRenderId(), observer -> observer.commanded(command));
    }

    private static Told event(byte[] value) throws InvalidProtocolBufferException {
        FarmEvent event = FarmEvent.parseFrom(value);
        String id = switch (event.getEventCase()) {
            case SEGMENT_STARTED -> event.getSegmentStarted().getRef().getRenderId();
            case SEGMENT_RENDERED -> event.getSegmentRendered().getRef().getRenderId();
            case SEGMENT_FAILED -> event.getSegmentFailed().getRef().getRenderId();
            case VIDEO_PROGRESS -> event.getVideoProgress().getRenderId();
            case VIDEO_READY -> event.getVideoReady().getRenderId();
            case VIDEO_FAILED -> event.getVideoFailed().getRenderId();
            case FRAMES_DAMAGED -> event.getFramesDamaged().getRef().getRenderId();
            case EVENT_NOT_SET -> "";
        };
        return new Told(id, observer -> observer.told(event));
    }

    private static Told frame(byte[] value) throws InvalidProtocolBufferException {
        FrameRecord record = FrameRecord.parseFrom(value);
        FrameRecord.Builder seen = record.toBuilder().clearPayload();
        if (record.hasPng()) {
            seen.setSha256(pixels(record));
        }
        FrameRecord told = seen.build();
        return new Told(record.getRef().getRenderId(), observer -> observer.published(told));
    }

    private static ByteString pixels(FrameRecord record) {
        try {
            return ByteString.copyFrom(PngReader.read(record.getPng().toByteArray(), Limits.MAX_PIXELS)
                    .sha256());
        } catch (MalformedPngException broken) {
            return ByteString.EMPTY; // no picture: no winner can have named it
        }
    }

    private static Told assembly(byte[] value) throws InvalidProtocolBufferException {
        AssemblyCommand command = AssemblyCommand.parseFrom(value);
        return new Told(command.getRenderId(), observer -> observer.assembled(command));
    }

    private static Told job(String pool, byte[] value) throws InvalidProtocolBufferException {
        SegmentJob job = SegmentJob.parseFrom(value);
        return new Told(job.getRef().getRenderId(), observer -> observer.dispatched(pool, job));
    }

    private static Told status(byte[] value) throws InvalidProtocolBufferException {
        RenderStatus status = RenderStatus.parseFrom(value);
        return new Told(status.getRenderId(), observer -> observer.reported(status));
    }

    private static Told state(byte[] value) throws InvalidProtocolBufferException {
        StateRecord record = StateRecord.parseFrom(value);
        String id = record.hasSegment()
                ? record.getSegment().getRef().getRenderId()
                : record.getRender().getRenderId();
        return new Told(id, observer -> observer.saved(record));
    }
}
