package io.framefarm.deploy.monitoring;

import io.framefarm.coordinator.metrics.CoordinatorMetrics;
import io.framefarm.coordinator.metrics.HttpMetrics;
import io.framefarm.coordinator.metrics.ProducerClasses;
import io.framefarm.coordinator.metrics.WebhookMetrics;
import io.framefarm.coordinator.stitch.StitchCounters;
import io.framefarm.protocol.monitor.Metric;
import io.framefarm.protocol.monitor.Metrics;
import io.framefarm.protocol.monitor.Monitor;
import io.framefarm.worker.metrics.CacheMetrics;
import io.framefarm.worker.metrics.SegmentMetrics;
import io.framefarm.worker.metrics.SwapMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** What all roles together count. */
final class EveryMetric {

    private EveryMetric() {}

    static List<Metric> described() {
        Metrics metrics = new Monitor().metrics();
        new CoordinatorMetrics(metrics, ProducerClasses.NONE, InstantSource.fixed(Instant.EPOCH)).beat();
        new HttpMetrics(metrics).served("GET", "other", 200, Duration.ZERO);
        new WebhookMetrics(metrics);
        new StitchCounters(metrics);
        new SegmentMetrics(metrics, Set::of).renewed(true);
        new CacheMetrics(metrics);
        new SwapMetrics(metrics);
        return metrics.described();
    }
}
