package io.framefarm.worker.metrics;

import io.framefarm.protocol.monitor.Metrics;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.worker.intake.WorkerEvents;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.Locale;

/** Counts the segments of a worker and how they end. */
public final class SegmentMetrics implements WorkerEvents {

    private final Gauge atHand;
    private final Counter ended;
    private final Counter steps;
    private final Counter renewals;

    public SegmentMetrics(Metrics metrics) {
        this.atHand = metrics.gauge(
                "framefarm_worker_segments_at_hand",
                "Segments that the worker holds: rendering, being prepared or being published.");
        this.ended = metrics.counter(
                "framefarm_worker_segments_total", "Segments that the worker is through with, by outcome.", "outcome");
        this.steps = metrics.counter("framefarm_worker_sampling_steps_total", "Sampling steps done.");
        this.renewals = metrics.counter(
                "framefarm_worker_lock_renewals_total",
                "Renewals of job locks, by whether the lock was still held.",
                "held");
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
