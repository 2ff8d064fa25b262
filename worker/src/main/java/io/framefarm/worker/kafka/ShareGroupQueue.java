package io.framefarm.worker.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.worker.intake.Delivery;
import io.framefarm.worker.intake.JobQueue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of the pool's share group. The broker locks a record for it; the lock is renewed by acknowledging the
 * record with RENEW and polling, which yields the same record again. A job that cannot be read is rejected, which sends
 * it to the dead letters.
 *
 * <p>A fetch that is under way when a job is settled may bring the next one into the consumer's buffer, where it ages
 * while another slot has its turn. So a job that may be old is renewed before it is begun; one that was given to
 * somebody else meanwhile is left to them.
 */
public final class ShareGroupQueue implements JobQueue {

    private static final Logger LOG = LoggerFactory.getLogger(ShareGroupQueue.class);
    private static final Duration LOCK_UNLESS_KNOWN = Duration.ofSeconds(15);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration SHORT_POLL = Duration.ofMillis(50);
    private static final int POLLS_AFTER_RENEWAL = 40;

    private final KafkaShareConsumer<byte[], byte[]> consumer;
    private final JobTrace trace;
    private final LongSupplier nanoTicker;
    private @Nullable ConsumerRecord<byte[], byte[]> held;
    private boolean lockLost;
    private long polledAt;

    public ShareGroupQueue(WorkerKafkaConfig config, JobTrace trace, LongSupplier nanoTicker) {
        this.trace = trace;
        this.nanoTicker = nanoTicker;
        this.polledAt = nanoTicker.getAsLong();
        this.consumer =
                new KafkaShareConsumer<>(settings(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.segments(config.pool()).name()));
    }

    private static Map<String, Object> settings(WorkerKafkaConfig config) {
        return config.cluster()
                .client(Map.of(
                        "group.id",
                        Topics.workerGroup(config.pool()),
                        "client.id",
                        config.worker(),
                        "share.acknowledgement.mode",
                        "explicit",
                        // By default one consumer takes a producer's whole batch, and the other workers stay idle.
                        "share.acquire.mode",
                        "record_limit",
                        "max.poll.records",
                        1,
                        // A slot that waits for its turn does not poll, for as long as the worker is idle.
                        "max.poll.interval.ms",
                        Integer.MAX_VALUE));
    }

    @Override
    public Optional<Delivery> poll(Duration timeout) {
        requireNothingHeld();
        // No record that comes now was fetched before the poll before this one.
        long since = polledAt;
        polledAt = nanoTicker.getAsLong();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
            held = record;
            lockLost = false;
            boolean old = nanoTicker.getAsLong() - since > renewEvery().toNanos();
            if (old && !renew()) {
                held = null;
                continue;
            }
            try {
                SegmentJob job = SegmentJob.parseFrom(record.value());
                int count = record.deliveryCount().orElse((short) 1);
                trace.taken(record, job);
                return Optional.of(new Delivery(job, count));
            } catch (InvalidProtocolBufferException e) {
                LOG.error("{} is no segment job; it goes to the dead letters: {}", where(record), e.getMessage());
                settle(AcknowledgeType.REJECT);
            }
        }
        return Optional.empty();
    }

    @Override
    public Duration renewEvery() {
        Duration lock =
                consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).orElse(LOCK_UNLESS_KNOWN);
        return lock.dividedBy(3);
    }

    @Override
    public boolean renew() {
        ConsumerRecord<byte[], byte[]> record = requireHeld();
        if (lockLost) {
            return false;
        }
        try {
            consumer.acknowledge(record, AcknowledgeType.RENEW);
            Optional<KafkaException> refusal = refusal();
            refusal.ifPresent(why -> LOG.info("The lock of {} is lost: {}", where(record), why.toString()));
            lockLost = refusal.isPresent() || !cameBack(record);
        } catch (IllegalStateException | KafkaException e) {
            LOG.warn("The lock of {} could not be renewed", where(record), e);
            lockLost = true;
        }
        return !lockLost;
    }

    @Override
    public void accept() {
        settle(AcknowledgeType.ACCEPT);
    }

    @Override
    public void release() {
        settle(AcknowledgeType.RELEASE);
    }

    @Override
    public void close() {
        consumer.close(ANSWER_WITHIN);
    }

    /** Sends what was said of the job at hand; present when the broker did not take it. */
    private Optional<KafkaException> refusal() {
        return consumer.commitSync(ANSWER_WITHIN).values().stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** After a renewal the next polls yield the same record; any other, which a lost lock may bring, is given back. */
    private boolean cameBack(ConsumerRecord<byte[], byte[]> renewed) {
        for (int polls = 0; polls < POLLS_AFTER_RENEWAL; polls++) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(SHORT_POLL)) {
                if (record.offset() == renewed.offset() && record.partition() == renewed.partition()) {
                    held = record;
                    return true;
                }
                consumer.acknowledge(record, AcknowledgeType.RELEASE);
            }
        }
        return false;
    }

    private void settle(AcknowledgeType how) {
        ConsumerRecord<byte[], byte[]> record = requireHeld();
        held = null;
        trace.settled(lockLost ? "lock lost" : how.toString().toLowerCase(Locale.ROOT));
        if (lockLost) {
            return;
        }
        // A job that is not settled is delivered again, and the coordinator takes the first result only.
        try {
            consumer.acknowledge(record, how);
            refusal()
                    .ifPresent(why ->
                            LOG.warn("The broker did not take {} of {}: {}", how, where(record), why.toString()));
        } catch (IllegalStateException | KafkaException e) {
            LOG.warn("{} of {} did not reach the broker", how, where(record), e);
        }
    }

    private void requireNothingHeld() {
        if (held != null) {
            throw new IllegalStateException("the job at hand, " + where(held) + ", is not settled yet");
        }
    }

    private ConsumerRecord<byte[], byte[]> requireHeld() {
        if (held == null) {
            throw new IllegalStateException("no job is at hand");
        }
        return held;
    }

    private static String where(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
