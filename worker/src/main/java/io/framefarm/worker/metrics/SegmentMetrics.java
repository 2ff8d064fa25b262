package io.framefarm.worker.metrics;

import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.worker.intake.WorkerEvents;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.Locale;

/** Counts the segments of a worker and how they end. */
public final class SegmentMetrics implements WorkerEvents {

    private final Gauge atHand;
    private final Counter ended;
    private final Counter steps;
    private final Counter renewals;

    public SegmentMetrics(CollectorRegistry registry) {
        this.atHand = Gauge.build()
                .name("framefarm_worker_segments_at_hand")
                .help("Segments that the worker holds: rendering, being prepared or being published.")
                .register(registry);
        this.ended = Counter.build()
                .name("framefarm_worker_segments_total")
                .help("Segments that the worker is through with, by outcome.")
                .labelNames("outcome")
                .register(registry);
        this.steps = Counter.build()
                .name("framefarm_worker_sampling_steps_total")
                .help("Sampling steps done.")
                .register(registry);
        this.renewals = Counter.build()
                .name("framefarm_worker_lock_renewals_total")
                .help("Renewals of job locks, by whether the lock was still held.")
                .labelNames("held")
                .register(registry);
    }

    @Override
    public void picked(SegmentJob job, Attempt attempt) {
        atHand.inc();
    }

    @Override
    public void stepDone(Attempt attempt, int step, int ofSteps) {
        steps.inc();
    }

    @Override
    public void renewed(boolean held) {
        renewals.labels(Boolean.toString(held)).inc();
    }

    @Override
    public void ended(SegmentJob job, Attempt attempt, Outcome outcome) {
        atHand.dec();
        ended.labels(outcome.name().toLowerCase(Locale.ROOT)).inc();
    }
}
