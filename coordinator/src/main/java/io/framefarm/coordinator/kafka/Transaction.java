package io.framefarm.coordinator.kafka;

import com.google.protobuf.MessageLite;
import io.framefarm.coordinator.core.Effect;
import io.framefarm.coordinator.core.Notable;
import io.framefarm.coordinator.core.Observation;
import io.framefarm.protocol.kafka.Commit;
import io.framefarm.protocol.kafka.Keys;
import io.framefarm.protocol.kafka.TopicSpec;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.kafka.TraceHeader;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.Revocation;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.StateRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One step on its way to Kafka: everything it wants done and the offsets of what it took, or nothing at all. */
final class Transaction implements Effect.Performer {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    private final Producer<String, byte[]> producer;
    private final ConsumerGroupMetadata group;
    private final RenderTraces traces;
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    private final List<Notable> noted = new ArrayList<>();
    private final List<Observation> observed = new ArrayList<>();
    private final StepLog log = new StepLog();

    private boolean begun;

    Transaction(Producer<String, byte[]> producer, ConsumerGroupMetadata group, RenderTraces traces) {
        this.producer = producer;
        this.group = group;
        this.traces = traces;
    }

    /** Returns what there was to count, now that it is certain. */
    List<Notable> commit() {
        try {
            if (!offsets.isEmpty()) {
                begin();
                producer.sendOffsetsToTransaction(offsets, group);
            }
            if (begun) {
                Commit.of(producer);
            }
        } catch (IllegalStateException unusable) {
            throw ofNoUse(unusable);
        }
        log.write();
        traces.committed();
        return noted;
    }

    /** Most signs of life change nothing, and then there is nothing to commit. */
    private void begin() {
        if (!begun) {
            producer.beginTransaction();
            begun = true;
        }
    }

    /** The record counts as read when this commits. Where signs of life are read from does not matter. */
    void took(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(Topics.WORKERS.name())) {
            return;
        }
        offsets.put(new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
    }

    /** Keeps a record that cannot be used, with the reason and where it came from. */
    void deadLetter(ConsumerRecord<String, byte[]> record, String reason) {
        TopicSpec topic = ReadInputs.deadLetters(record.topic());
        LOG.warn("Record {} of {} goes to {}: {}", record.offset(), record.topic(), topic.name(), reason);
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(topic.name(), record.key(), record.value());
        header(letter, "framefarm.reason", reason);
        header(letter, "framefarm.topic", record.topic());
        header(letter, "framefarm.partition", Integer.toString(record.partition()));
        header(letter, "framefarm.offset", Long.toString(record.offset()));
        send(letter);
    }

    @Override
    public void dispatch(String pool, SegmentJob job) {
        send(traced(
                new ProducerRecord<>(Topics.segments(pool).name(), Keys.segment(job.getRef()), job.toByteArray()),
                job.getRef().getRenderId()));
        log.dispatched(pool, job);
    }

    @Override
    public void publishStatus(RenderStatus status) {
        send(Topics.STATUS, status.getRenderId(), status);
    }

    @Override
    public void forgetStatus(String renderId) {
        send(Topics.STATUS, renderId, null);
        if (traces.forget(renderId)) {
            send(Topics.FARM_STATE, RenderTraces.key(renderId), null);
        }
    }

    @Override
    public void assemble(AssemblyCommand command) {
        send(traced(
                new ProducerRecord<>(Topics.ASSEMBLY.name(), command.getRenderId(), command.toByteArray()),
                command.getRenderId()));
    }

    @Override
    public void revoke(Revocation revocation) {
        send(Topics.REVOCATIONS, revocation.getRenderId(), revocation);
    }

    @Override
    public void deadLetter(SegmentJob job, Failure failure) {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(Topics.FAILED_SEGMENTS.name(), Keys.segment(job.getRef()), job.toByteArray());
        header(letter, "framefarm.code", failure.getCode());
        header(letter, "framefarm.reason", failure.getMessage());
        send(letter);
    }

    @Override
    public void saveState(String key, StateRecord record) {
        send(Topics.FARM_STATE, key, record);
        if (record.hasRequest()) {
            String renderId = record.getRequest().getRenderId();
            traces.accepted(renderId).ifPresent(trace -> send(Topics.FARM_STATE, RenderTraces.key(renderId), trace));
        }
    }

    @Override
    public void forgetState(String key) {
        send(Topics.FARM_STATE, key, null);
    }

    @Override
    public void note(Notable what, String renderId, String details) {
        noted.add(what);
        log.noted(what, renderId, details);
        traces.noted(what, renderId, details);
    }

    @Override
    public void observe(Observation what) {
        observed.add(what);
    }

    private ProducerRecord<String, byte[]> traced(ProducerRecord<String, byte[]> record, String renderId) {
        traces.of(renderId).ifPresent(context -> TraceHeader.put(record.headers(), context));
        return record;
    }

    /** What there was to measure; certain once this has committed. */
    List<Observation> observed() {
        return observed;
    }

    private void send(TopicSpec topic, String key, @Nullable MessageLite message) {
        send(new ProducerRecord<>(topic.name(), key, message == null ? null : message.toByteArray()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What goes wrong with a record surfaces in the commit.
    private void send(ProducerRecord<String, byte[]> record) {
        try {
            begin();
            producer.send(record);
        } catch (IllegalStateException unusable) {
            throw ofNoUse(unusable);
        }
    }

    /** After some errors the producer answers like this to everything; a new one, and a restored farm, go on. */
    private static KafkaException ofNoUse(IllegalStateException unusable) {
        return new KafkaException("the producer is of no use any more", unusable);
    }

    private static void header(ProducerRecord<String, byte[]> record, String key, String value) {
        record.headers().add(key, value.getBytes(StandardCharsets.UTF_8));
    }
}
