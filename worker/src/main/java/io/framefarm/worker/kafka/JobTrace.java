package io.framefarm.worker.kafka;

import io.framefarm.protocol.kafka.TraceHeader;
import io.framefarm.protocol.trace.Tracer;
import io.framefarm.protocol.trace.Tracer.OpenSpan;
import io.framefarm.protocol.v1.SegmentJob;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The span of the job that a slot has at hand: below what its record came with, and in everything that is published of it.
 * One for each slot, shared by its queue and its publisher.
 */
public final class JobTrace {
    private final String worker;
    private final Tracer tracer;
    private final InstantSource clock;
    private @Nullable OpenSpan span;
    private Map<String, String> attributes = Map.of();
    private Optional<String> problem = Optional.empty();

    public JobTrace(String worker, Tracer tracer, InstantSource clock) {
        this.worker = worker;
        this.tracer = tracer;
        this.clock = clock;
    }

    synchronized void taken(ConsumerRecord<byte[], byte[]> record, SegmentJob job) {
        attributes = Map.of(
                "framefarm.render",
                job.getRef().getRenderId(),
                "framefarm.segment",
                job.getRef().getShot() + "/" + job.getRef().getSegment(),
                "framefarm.dispatch",
                Integer.toString(job.getDispatch()),
                "framefarm.worker",
                worker);
        problem = Optional.empty();
        span = tracer.begin("segment", TraceHeader.of(record.headers()), clock.instant());
    }

    synchronized void mark(ProducerRecord<String, byte[]> record) {
        if (span != null) {
            span.context().ifPresent(context -> TraceHeader.put(record.headers(), context));
        }
    }

    synchronized void failed(String why) {
        problem = Optional.of(why);
    }

    /** @param how the job was settled with the broker */
    synchronized void settled(String how) {
        if (span != null) {
            Map<String, String> all = new HashMap<>(attributes);
            all.put("framefarm.settled", how);
            span.end(clock.instant(), all, problem);
            span = null;
        }
    }
}
