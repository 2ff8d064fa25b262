package io.framefarm.coordinator.view.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.coordinator.kafka.SteadyThread;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.WorkerBoard;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the boards as the topics are, on a thread of its own. Belongs to no group and commits nothing, so any number of
 * coordinators can show the farm. What cannot be read is skipped: the active coordinator puts it aside.
 */
public final class FollowTopics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowTopics.class);
    private static final Duration POLL = Duration.ofMillis(250);
    /** Older signs of life say nothing about who lives now. */
    private static final Duration WORKERS_SINCE = Duration.ofMinutes(1);

    private static final TopicPartition STATUS = new TopicPartition(Topics.STATUS.name(), 0);
    private static final TopicPartition REQUESTS = new TopicPartition(Topics.REQUESTS.name(), 0);
    private static final TopicPartition WORKERS = new TopicPartition(Topics.WORKERS.name(), 0);

    private final Map<String, Object> settings;
    private final RenderBoard renders;
    private final WorkerBoard workers;
    private final InstantSource clock;
    private final SteadyThread thread;
    private volatile boolean caughtUp;

    public FollowTopics(
            KafkaCluster cluster, String id, RenderBoard renders, WorkerBoard workers, InstantSource clock) {
        this.settings = cluster.client(Map.of(
                "client.id",
                "view-" + id,
                "enable.auto.commit",
                false,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "allow.auto.create.topics",
                false,
                "fetch.max.wait.ms",
                100,
                "default.api.timeout.ms",
                10_000));
        this.renders = renders;
        this.workers = workers;
        this.clock = clock;
        this.thread = new SteadyThread("view-" + id, this::show);
    }

    public void start() {
        thread.start();
    }

    /** Whether the boards show everything that was known when this began. */
    public boolean caughtUp() {
        return caughtUp;
    }

    private void show() {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            catchUp(consumer);
            follow(consumer);
        }
    }

    /** First how renders stand, then what was requested: of the requests of a week only those of known renders count. */
    private void catchUp(KafkaConsumer<String, byte[]> consumer) {
        consumer.assign(List.of(STATUS));
        consumer.seekToBeginning(List.of(STATUS));
        readToEnd(consumer, STATUS, true);
        consumer.assign(List.of(STATUS, REQUESTS));
        consumer.seekToBeginning(List.of(REQUESTS));
        readToEnd(consumer, REQUESTS, true);
        consumer.assign(List.of(STATUS, REQUESTS, WORKERS));
        seekToLatestWorkers(consumer);
        caughtUp = true;
        renders.tellFollowers();
    }

    private void readToEnd(KafkaConsumer<String, byte[]> consumer, TopicPartition partition, boolean onlyKnown) {
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (!thread.isStopped() && consumer.position(partition) < end) {
            consumer.poll(POLL).forEach(record -> apply(record, onlyKnown));
        }
    }

    private void seekToLatestWorkers(KafkaConsumer<String, byte[]> consumer) {
        long since = clock.instant().minus(WORKERS_SINCE).toEpochMilli();
        OffsetAndTimestamp first =
                consumer.offsetsForTimes(Map.of(WORKERS, since)).get(WORKERS);
        if (first == null) {
            consumer.seekToEnd(List.of(WORKERS));
        } else {
            consumer.seek(WORKERS, first.offset());
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        while (!thread.isStopped()) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            records.forEach(record -> apply(record, false));
            workers.forgetSilent(clock.instant());
            if (!records.isEmpty()) {
                renders.tellFollowers();
            }
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record, boolean onlyKnown) {
        try {
            String topic = record.topic();
            if (topic.equals(STATUS.topic())) {
                status(record);
            } else if (record.value() == null) {
                LOG.debug("An empty record on {}", topic);
            } else if (topic.equals(REQUESTS.topic())) {
                command(RenderCommand.parseFrom(record.value()), onlyKnown);
            } else {
                workers.heard(
                        WorkerHeartbeat.parseFrom(record.value()),
                        Instant.ofEpochMilli(
                                Math.min(record.timestamp(), clock.instant().toEpochMilli())));
            }
        } catch (InvalidProtocolBufferException broken) {
            LOG.debug("Record {} of {} cannot be read: {}", record.offset(), record.topic(), broken.getMessage());
        }
    }

    private void status(ConsumerRecord<String, byte[]> record) throws InvalidProtocolBufferException {
        if (record.value() == null) {
            renders.forget(record.key(), record.offset());
        } else {
            renders.put(RenderStatus.parseFrom(record.value()), record.offset(), record.timestamp());
        }
    }

    private void command(RenderCommand command, boolean onlyKnown) {
        String id = command.getRenderId();
        if (command.hasSubmit() && (!onlyKnown || renders.find(id).isPresent())) {
            renders.requested(id, command.getSubmit());
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
