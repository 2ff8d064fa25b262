package io.framefarm.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.monitor.Metrics;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.intake.WorkerEvents;
import io.prometheus.client.CollectorRegistry;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {

    private final CollectorRegistry registry = new CollectorRegistry();

    @Test
    void everyCacheOutcomeIsCountedUnderItsTierAndKind() {
        CacheMetrics metrics = new CacheMetrics(new Metrics(registry));

        metrics.happened("redis", "lora-factors", CacheEvents.Outcome.HIT);
        metrics.happened("redis", "lora-factors", CacheEvents.Outcome.HIT);
        metrics.happened("local", "text-embedding", CacheEvents.Outcome.ERROR);

        assertThat(cacheCount("redis", "lora-factors", "hit")).isEqualTo(2);
        assertThat(cacheCount("local", "text-embedding", "error")).isEqualTo(1);
    }

    @Test
    void aSegmentIsAtHandUntilItEnds() {
        SegmentMetrics metrics = new SegmentMetrics(new Metrics(registry));
        SegmentJob job = SegmentJob.getDefaultInstance();
        Attempt attempt = Attempt.getDefaultInstance();

        metrics.picked(job, attempt);
        metrics.stepDone(attempt, 1, 4);
        metrics.renewed(false);
        assertThat(registry.getSampleValue("framefarm_worker_segments_at_hand")).isEqualTo(1);

        metrics.ended(job, attempt, WorkerEvents.Outcome.CANCELLED);
        assertThat(registry.getSampleValue("framefarm_worker_segments_at_hand")).isZero();
        assertThat(registry.getSampleValue(
                        "framefarm_worker_segments_total", new String[] {"outcome"}, new String[] {"cancelled"}))
                .isEqualTo(1);
        assertThat(registry.getSampleValue(
                        "framefarm_worker_lock_renewals_total", new String[] {"held"}, new String[] {"false"}))
                .isEqualTo(1);
    }

    private Double cacheCount(String tier, String kind, String result) {
        return registry.getSampleValue(
                "framefarm_worker_cache_requests_total",
                new String[] {"cache", "kind", "result"},
                new String[] {tier, kind, result});
    }
}
