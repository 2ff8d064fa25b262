package io.framefarm.coordinator.kafka;

import io.framefarm.coordinator.core.Effect;
import io.framefarm.coordinator.core.FarmInput;
import io.framefarm.coordinator.core.Notable;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.kafka.TraceHeader;
import io.framefarm.protocol.trace.Tracer;
import io.framefarm.protocol.v1.CoordinatorBeat;
import io.framefarm.protocol.v1.StateRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time in which this coordinator is the active one, with a farm restored at its beginning. It ends with an exception
 * of Kafka when another coordinator has taken over or a transaction failed; the farm is then ahead of the topics and is
 * not used again.
 */
final class Term implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Term.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final int BEATS_PER_PATIENCE = 5;

    private final CoordinatorConfig config;
    private final InstantSource clock;
    private final CoordinatorListener listener;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final KnownPools pools;
    private final Steps.Restore restore;
    private final RenderTraces traces;
    private Steps farm;
    private Instant nextTick;
    private Instant nextBeat;

    /** Thrown when the farm itself failed over an input: a fault of ours, found again by taking inputs one by one. */
    static final class FarmBrokeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient @Nullable ConsumerRecord<String, byte[]> culprit;

        FarmBrokeException(List<ConsumerRecord<String, byte[]>> records, RuntimeException cause) {
            super("the farm broke over " + records.size() + " records", cause);
            culprit = records.size() == 1 ? records.get(0) : null;
        }

        /** Known when it was taken alone. */
        @Nullable
        ConsumerRecord<String, byte[]> culprit() {
            return culprit;
        }
    }

    Term(
            CoordinatorConfig config,
            InstantSource clock,
            CoordinatorListener listener,
            Steps.Restore restore,
            Tracer tracer) {
        this.config = config;
        this.clock = clock;
        this.listener = listener;
        this.restore = restore;
        this.traces = new RenderTraces(tracer, clock);
        producer =
                new KafkaProducer<>(ClientSettings.producer(config), new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                ClientSettings.inputs(config), new StringDeserializer(), new ByteArrayDeserializer());
        pools = new KnownPools(consumer);
        farm = restore.restore(List.of(), clock.instant());
        nextTick = clock.instant();
        nextBeat = nextTick;
    }

    /** Fences whoever was active, and takes up where it stood. */
    void takeOver(SavedState state) {
        producer.initTransactions();
        // INVARIANT: from here on nobody else commits, so what is read now is the whole state.
        state.catchUp();
        farm = restore.restore(state.records(), clock.instant());
        traces.restore(state.records());
        seekToCommitted();
        nextTick = clock.instant();
    }

    private void seekToCommitted() {
        List<TopicPartition> partitions = ReadInputs.TOPICS.stream()
                .map(topic -> new TopicPartition(topic.name(), 0))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = committed(partitions);
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = committed.get(partition);
            if (partition.topic().equals(Topics.WORKERS.name())) {
                // Old signs of life say nothing about who lives now.
                consumer.seekToEnd(List.of(partition));
            } else if (offset == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset.offset());
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(List<TopicPartition> partitions) {
        try {
            return consumer.committed(Set.copyOf(partitions));
        } catch (TimeoutException e) {
            throw new TimeoutException(
                    "the cluster does not say how far requests and results were taken; if that lasts, a transaction was"
                            + " left without an end (docs/runbook/broker-upgrade.md): " + e.getMessage(),
                    e);
        }
    }

    /** Serves until told to stop; {@code oneByOne} for the first poll after the farm broke. */
    void serve(BooleanSupplier stopped, boolean oneByOne) {
        boolean careful = oneByOne;
        while (!stopped.getAsBoolean()) {
            Duration untilTick = untilTick();
            List<ConsumerRecord<String, byte[]>> records =
                    inOrder(consumer.poll(untilTick.isNegative() ? Duration.ZERO : untilTick));
            if (careful) {
                records.forEach(record -> step(List.of(record), false));
                careful = records.isEmpty();
            } else {
                step(records, !clock.instant().isBefore(nextTick));
            }
        }
        sayGoodbye();
    }

    /** A clock that was set back must not keep ticks and beats away. */
    private Duration untilTick() {
        Duration until = Duration.between(clock.instant(), nextTick);
        if (until.compareTo(config.tick()) > 0) {
            nextTick = clock.instant();
            nextBeat = nextTick;
            return Duration.ZERO;
        }
        return until;
    }

    private static List<ConsumerRecord<String, byte[]>> inOrder(ConsumerRecords<String, byte[]> polled) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        ReadInputs.TOPICS.forEach(topic -> polled.records(topic.name()).forEach(records::add));
        return records;
    }

    private void step(List<ConsumerRecord<String, byte[]>> records, boolean tick) {
        Instant now = clock.instant();
        if (records.isEmpty() && !tick) {
            return;
        }
        Transaction transaction = new Transaction(producer, consumer.groupMetadata(), traces);
        List<FarmInput> inputs = read(records, transaction, now);
        if (tick) {
            inputs.add(new FarmInput.Tick());
            nextTick = now.plus(config.tick());
        }
        effects(records, inputs, now).forEach(effect -> effect.doWith(transaction));
        boolean beat = !now.isBefore(nextBeat);
        if (beat) {
            transaction.saveState(SavedState.BEAT, beat(now));
            nextBeat = now.plus(config.patience().dividedBy(BEATS_PER_PATIENCE));
        }
        for (Notable noted : transaction.commit()) {
            listener.noted(noted);
        }
        transaction.observed().forEach(listener::observed);
        if (beat) {
            listener.beat();
        }
        if (tick) {
            listener.load(farm.load());
        }
    }

    /** Only the farm itself runs in here: a client of Kafka that fails must not make a record look guilty. */
    private List<Effect> effects(List<ConsumerRecord<String, byte[]>> records, List<FarmInput> inputs, Instant now) {
        try {
            return farm.step(inputs, now);
        } catch (IllegalStateException | IllegalArgumentException | NullPointerException broke) {
            throw new FarmBrokeException(records, broke);
        }
    }

    private List<FarmInput> read(List<ConsumerRecord<String, byte[]>> records, Transaction transaction, Instant now) {
        List<FarmInput> inputs = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            transaction.took(record);
            try {
                FarmInput input = ReadInputs.read(record);
                if (input instanceof FarmInput.CommandReceived received) {
                    TraceHeader.of(record.headers())
                            .ifPresent(
                                    context -> traces.asked(received.command().getRenderId(), context));
                }
                if (!(input instanceof FarmInput.HeartbeatReceived heartbeat)
                        || pools.accepts(heartbeat.heartbeat(), now.toEpochMilli())) {
                    inputs.add(input);
                }
            } catch (ReadInputs.BrokenRecordException broken) {
                transaction.deadLetter(record, String.valueOf(broken.getMessage()));
            }
        }
        return inputs;
    }

    /** Puts a record aside that the farm broke over, so that the next one is served. */
    void bury(ConsumerRecord<String, byte[]> record, String reason) {
        Transaction transaction = new Transaction(producer, consumer.groupMetadata(), traces);
        transaction.took(record);
        transaction.deadLetter(record, reason);
        transaction.commit();
        seekToCommitted();
    }

    private StateRecord beat(Instant now) {
        return StateRecord.newBuilder()
                .setBeat(
                        CoordinatorBeat.newBuilder().setCoordinator(config.id()).setSentAtMs(now.toEpochMilli()))
                .build();
    }

    /** A standby that reads this takes over at once. */
    private void sayGoodbye() {
        Transaction transaction = new Transaction(producer, consumer.groupMetadata(), traces);
        transaction.forgetState(SavedState.BEAT);
        transaction.commit();
        LOG.info("Coordinator {} has stopped", config.id());
    }

    @Override
    public void close() {
        consumer.close();
        producer.close(CLOSE_WITHIN);
    }
}
