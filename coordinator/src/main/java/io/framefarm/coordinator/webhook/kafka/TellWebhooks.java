package io.framefarm.coordinator.webhook.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.coordinator.kafka.SteadyThread;
import io.framefarm.coordinator.webhook.MakeDeliveries;
import io.framefarm.coordinator.webhook.SendDue;
import io.framefarm.coordinator.webhook.WebhookBook;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.WebhookDelivery;
import io.framefarm.protocol.v1.WebhookRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One coordinator's part in telling producers of their renders, on a thread of its own. All keep the book; the one that
 * has the partition of {@code status} in the group {@code webhooks} turns ends of renders into messages and sends them.
 * The group's offset moves on when the messages are kept, so nothing is missed whoever dies; a message may come twice.
 */
public final class TellWebhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TellWebhooks.class);
    private static final String GROUP = "webhooks";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration KEEP_WITHIN = Duration.ofSeconds(15);
    private static final TopicPartition WEBHOOKS = new TopicPartition(Topics.WEBHOOKS.name(), 0);

    private final KafkaCluster cluster;
    private final String id;
    private final WebhookBook book;
    private final WebhookTopic topic;
    private final MakeDeliveries make;
    private final SendDue send;
    private final SteadyThread thread;

    public TellWebhooks(
            KafkaCluster cluster, String id, WebhookBook book, WebhookTopic topic, MakeDeliveries make, SendDue send) {
        this.cluster = cluster;
        this.id = id;
        this.book = book;
        this.topic = topic;
        this.make = make;
        this.send = send;
        this.thread = new SteadyThread("webhooks-" + id, this::tell);
    }

    public void start() {
        thread.start();
    }

    private void tell() throws ExecutionException, InterruptedException, TimeoutException {
        try (KafkaConsumer<String, byte[]> records = consumer(Map.of());
                KafkaConsumer<String, byte[]> statuses = consumer(Map.of("group.id", GROUP))) {
            records.assign(List.of(WEBHOOKS));
            records.seekToBeginning(List.of(WEBHOOKS));
            statuses.subscribe(List.of(Topics.STATUS.name()));
            while (!thread.isStopped()) {
                turn(records, statuses);
            }
        }
    }

    private KafkaConsumer<String, byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("client.id", "webhooks-" + (more.isEmpty() ? "book-" : "status-") + id);
        settings.put("enable.auto.commit", false);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", false);
        settings.put("session.timeout.ms", 10_000);
        settings.put("default.api.timeout.ms", 10_000);
        return new KafkaConsumer<>(cluster.client(settings), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void turn(KafkaConsumer<String, byte[]> records, KafkaConsumer<String, byte[]> statuses)
            throws ExecutionException, InterruptedException, TimeoutException {
        records.poll(Duration.ZERO).forEach(this::apply);
        ConsumerRecords<String, byte[]> changes = statuses.poll(POLL);
        if (!changes.isEmpty()) {
            List<RenderStatus> read = read(changes);
            if (read.stream().anyMatch(status -> status.getEndedAtMs() > 0)) {
                catchUp(records);
                keep(read);
                statuses.commitSync();
            } else {
                statuses.commitAsync(); // to read them again would do no harm
            }
        }
        if (!statuses.assignment().isEmpty()) {
            send.sendDue();
        }
    }

    /** Whoever has asked to be told before the render ended is in the book then. */
    private void catchUp(KafkaConsumer<String, byte[]> records) {
        long end = records.endOffsets(List.of(WEBHOOKS)).getOrDefault(WEBHOOKS, 0L);
        while (!thread.isStopped() && records.position(WEBHOOKS) < end) {
            records.poll(POLL).forEach(this::apply);
        }
    }

    private static List<RenderStatus> read(ConsumerRecords<String, byte[]> changes) {
        List<RenderStatus> read = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> change : changes) {
            try {
                if (change.value() != null) {
                    read.add(RenderStatus.parseFrom(change.value()));
                }
            } catch (InvalidProtocolBufferException broken) {
                LOG.debug("Record {} of {} cannot be read: {}", change.offset(), change.topic(), broken.getMessage());
            }
        }
        return read;
    }

    private void keep(List<RenderStatus> statuses) throws ExecutionException, InterruptedException, TimeoutException {
        List<CompletionStage<Void>> kept = new ArrayList<>();
        for (RenderStatus status : statuses) {
            for (WebhookDelivery delivery : make.of(status)) {
                kept.add(topic.keep(
                        MakeDeliveries.key(delivery),
                        WebhookRecord.newBuilder().setDelivery(delivery).build()));
            }
        }
        for (CompletionStage<Void> each : kept) {
            each.toCompletableFuture().get(KEEP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        try {
            WebhookRecord value = record.value() == null ? null : WebhookRecord.parseFrom(record.value());
            book.apply(record.key(), value);
            send.seen(record.key(), value);
        } catch (InvalidProtocolBufferException broken) {
            LOG.warn("Record {} of {} cannot be read: {}", record.offset(), record.topic(), broken.getMessage());
        }
    }

    @Override
    public void close() {
        thread.close();
        send.close();
    }
}
