package io.framefarm.worker.kafka;

import com.google.protobuf.MessageLite;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.kafka.Commit;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.SegmentFailed;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.protocol.v1.SegmentStarted;
import io.framefarm.worker.output.ResultPublisher;
import io.framefarm.worker.output.SegmentRecords;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results in Kafka transactions, so that frames and their result become visible together or never. A transaction that
 * fails is tried again for a while, with a fresh producer if need be. News goes through the worker's plain producer.
 */
public final class KafkaResults implements ResultPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaResults.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private final Duration publishWithin;
    private final KafkaNews news;
    private final JobTrace trace;
    private final LongSupplier nanoTicker;
    private @Nullable KafkaProducer<String, byte[]> producer;

    /**
     * Connects with the first result.
     *
     * @param slot which of the worker's slots publishes through this
     */
    public KafkaResults(WorkerKafkaConfig config, int slot, KafkaNews news, JobTrace trace, LongSupplier nanoTicker) {
        this.trace = trace;
        this.settings = config.cluster()
                .client(Map.of(
                        "client.id",
                        config.worker() + "-results-" + slot,
                        "transactional.id",
                        "worker-" + config.worker() + "-" + slot,
                        "max.request.size",
                        Limits.MAX_FRAME_RECORD_BYTES,
                        "buffer.memory",
                        64L << 20,
                        // Frames are compressed already.
                        "compression.type",
                        "none",
                        // Whoever reads what is committed waits for what a dead worker has left open.
                        "transaction.timeout.ms",
                        15_000,
                        "max.block.ms",
                        10_000));
        this.publishWithin = config.publishWithin();
        this.news = news;
        this.nanoTicker = nanoTicker;
    }

    @Override
    public void started(SegmentStarted started) {
        news.send(
                Topics.RESULTS.name(),
                started.getRef().getRenderId(),
                FarmEvent.newBuilder().setSegmentStarted(started).build());
    }

    @Override
    public void rendered(SegmentRecords records) throws NotPublished {
        String render = records.result().getRef().getRenderId();
        inTransaction("the result of render " + render, transaction -> {
            SegmentRendered.Builder result = records.result().toBuilder();
            if (records.latents() != null) {
                RecordMetadata place = sent(transaction, Topics.LATENTS.name(), render, records.latents());
                result.getLatentsBuilder().setPartition(place.partition()).setOffset(place.offset());
            }
            records.frames().forEach(frame -> send(transaction, Topics.FRAMES.name(), render, frame));
            // All workers share the one partition of results: it is held up by this transaction as briefly as can be.
            transaction.flush();
            send(
                    transaction,
                    Topics.RESULTS.name(),
                    render,
                    FarmEvent.newBuilder().setSegmentRendered(result).build());
        });
    }

    @Override
    public void failed(SegmentFailed failure) throws NotPublished {
        String render = failure.getRef().getRenderId();
        FarmEvent event = FarmEvent.newBuilder().setSegmentFailed(failure).build();
        trace.failed(
                failure.getFailure().getCode() + ": " + failure.getFailure().getMessage());
        inTransaction(
                "a failure of render " + render,
                transaction -> send(transaction, Topics.RESULTS.name(), render, event));
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE_WITHIN);
        }
    }

    private void inTransaction(String what, Consumer<KafkaProducer<String, byte[]>> sends) throws NotPublished {
        long deadline = nanoTicker.getAsLong() + publishWithin.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                transact(sends);
                return;
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                dropProducer();
                throw new IllegalStateException(
                        "another worker runs under the same id: " + settings.get("transactional.id"), e);
            } catch (KafkaException e) {
                dropProducer();
                if (nanoTicker.getAsLong() >= deadline) {
                    throw new NotPublished(what + " could not be published within " + publishWithin, e);
                }
                LOG.warn("Publishing {} failed, trying again in {} ms: {}", what, pause.toMillis(), e.toString());
            }
            sleep(pause, what);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void transact(Consumer<KafkaProducer<String, byte[]>> sends) {
        KafkaProducer<String, byte[]> ready = readyProducer();
        ready.beginTransaction();
        sends.accept(ready);
        Commit.of(ready);
    }

    private KafkaProducer<String, byte[]> readyProducer() {
        if (producer == null) {
            KafkaProducer<String, byte[]> fresh =
                    new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            producer = fresh;
            fresh.initTransactions();
        }
        return producer;
    }

    /** The next producer's start ends whatever transaction this one left open. */
    private void dropProducer() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private static void sleep(Duration pause, String what) throws NotPublished {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotPublished(what + " could not be published: interrupted", e);
        }
    }

    /** Waits until the broker has given the record its place, which nobody sees before the commit. */
    private RecordMetadata sent(
            KafkaProducer<String, byte[]> transaction, String topic, String key, MessageLite value) {
        try {
            return transaction.send(record(topic, key, value)).get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException("no place for a record of " + topic, e.getCause());
        }
    }

    /** Does not wait: the commit waits for all of the transaction, and fails with any of it. */
    private void send(KafkaProducer<String, byte[]> transaction, String topic, String key, MessageLite value) {
        Future<RecordMetadata> unused = transaction.send(record(topic, key, value));
    }

    private ProducerRecord<String, byte[]> record(String topic, String key, MessageLite value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value.toByteArray());
        trace.mark(record);
        return record;
    }
}
