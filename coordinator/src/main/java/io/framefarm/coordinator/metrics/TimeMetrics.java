package io.framefarm.coordinator.metrics;

import io.framefarm.coordinator.core.Observation;
import io.framefarm.protocol.monitor.Buckets;
import io.framefarm.protocol.monitor.Metrics;
import io.framefarm.protocol.v1.Category;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.Locale;

/** How long things took, and how they ended: of segments by pool, of renders by the class of their producer. */
final class TimeMetrics implements Observation.Observer {
    private final ProducerClasses classes;
    private final FailureCodes codes = new FailureCodes();
    private final Counter attempts;
    private final Histogram pickup;
    private final Counter gpuSeconds;
    private final Histogram begin;
    private final Histogram firstFrame;
    private final Histogram renders;

    TimeMetrics(Metrics metrics, ProducerClasses classes) {
        this.classes = classes;
        attempts = metrics.counter(
                "framefarm_coordinator_attempts_total",
                "Attempts that ended: `done`, `retried` or `given_up`, and with which failure.",
                "pool",
                "outcome",
                "category",
                "code");
        pickup = metrics.histogram(
                "framefarm_coordinator_pickup_seconds",
                "From the dispatch of a segment until a worker began it.",
                Buckets.WORK,
                "pool");
        gpuSeconds = metrics.counter(
                "framefarm_coordinator_gpu_seconds_total",
                "What workers were busy with segments that were used, by the class of the producer.",
                "class");
        begin = metrics.histogram(
                "framefarm_coordinator_render_begin_seconds",
                "From the acceptance of a render until a worker began with it.",
                Buckets.WAIT,
                "class");
        firstFrame = metrics.histogram(
                "framefarm_coordinator_first_frame_seconds",
                "From the acceptance of a render until its first frames were rendered.",
                Buckets.WAIT,
                "class");
        renders = metrics.histogram(
                "framefarm_coordinator_render_seconds",
                "From the acceptance of a render until its end.",
                Buckets.WAIT,
                "class",
                "outcome");
    }

    @Override
    public void renderBegun(Observation.RenderBegun begun) {
        begin.labels(classes.of(begun.producer())).observe(seconds(begun.afterAccepted()));
    }

    @Override
    public void firstFrame(Observation.FirstFrame first) {
        firstFrame.labels(classes.of(first.producer())).observe(seconds(first.afterAccepted()));
    }

    @Override
    public void renderEnded(Observation.RenderEnded ended) {
        renders.labels(classes.of(ended.producer()), ended.how().name().toLowerCase(Locale.ROOT))
                .observe(seconds(ended.afterAccepted()));
    }

    @Override
    public void segmentBegun(Observation.SegmentBegun begun) {
        pickup.labels(begun.pool()).observe(seconds(begun.afterDispatched()));
    }

    @Override
    public void segmentDone(Observation.SegmentDone done) {
        attempts.labels(done.pool(), "done", "none", "none").inc();
        gpuSeconds.labels(classes.of(done.producer())).inc(seconds(done.gpuTime()));
    }

    @Override
    public void segmentFailed(Observation.SegmentFailed failed) {
        attempts.labels(
                        failed.pool(),
                        failed.givenUp() ? "given_up" : "retried",
                        name(failed.failure().getCategory()),
                        codes.label(failed.failure().getCode()))
                .inc();
    }

    private static String name(Category category) {
        return category.name().replace("CATEGORY_", "").toLowerCase(Locale.ROOT);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
