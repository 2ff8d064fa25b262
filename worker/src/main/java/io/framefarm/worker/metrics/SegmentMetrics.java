package io.framefarm.worker.metrics;

import io.framefarm.protocol.monitor.Buckets;
import io.framefarm.protocol.monitor.Metrics;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.worker.intake.WorkerEvents;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** Counts the segments of a worker, how long their parts take and how they end. */
public final class SegmentMetrics implements WorkerEvents {

    private final Gauge atHand;
    private final Counter ended;
    private final Counter steps;
    private final Counter renewals;
    private final Histogram stages;
    private final Counter frames;
    private final Counter frameBytes;

    public SegmentMetrics(Metrics metrics, Supplier<Set<String>> warmPacks) {
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
        this.stages = metrics.histogram(
                "framefarm_worker_stage_seconds",
                "How long a segment took in a stage: embed, bind, denoise, decode, encode, publish.",
                Buckets.WORK,
                "stage");
        this.frames = metrics.counter("framefarm_worker_frames_published_total", "Frames published.");
        this.frameBytes =
                metrics.counter("framefarm_worker_frame_bytes_published_total", "Size of the frames published.");
        metrics.gauge("framefarm_worker_warm_packs", "Packs of which networks are ready to run.")
                .setChild(new Gauge.Child() {
                    @Override
                    public double get() {
                        return warmPacks.get().size();
                    }
                });
        for (Outcome outcome : Outcome.values()) {
            ended.labels(label(outcome));
        }
        renewals.labels("true");
        renewals.labels("false");
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
    public void stageDone(String stage, Duration took) {
        stages.labels(stage).observe(took.toNanos() / 1e9);
    }

    @Override
    public void published(List<FrameRecord> records) {
        frames.inc(records.size());
        frameBytes.inc(
                records.stream().mapToDouble(FrameRecord::getSerializedSize).sum());
    }

    @Override
    public void ended(SegmentJob job, Attempt attempt, Outcome outcome) {
        atHand.dec();
        ended.labels(label(outcome)).inc();
    }

    private static String label(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
