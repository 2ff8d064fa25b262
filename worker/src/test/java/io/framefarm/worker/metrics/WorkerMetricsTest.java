package io.framefarm.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.monitor.Metrics;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.engine.SwapEvents;
import io.framefarm.worker.intake.WorkerEvents;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {

    private final CollectorRegistry registry = new CollectorRegistry();
    private final Metrics metrics = new Metrics(registry);

    @Test
    void everyCacheOutcomeIsCountedUnderItsCacheAndKind() {
        CacheMetrics caches = new CacheMetrics(metrics);

        caches.happened("redis", "lora-factors", CacheEvents.Outcome.HIT);
        caches.happened("redis", "lora-factors", CacheEvents.Outcome.HIT);
        caches.happened("local", "text-embedding", CacheEvents.Outcome.ERROR);

        assertThat(cacheCount("redis", "lora-factors", "hit")).isEqualTo(2);
        assertThat(cacheCount("local", "text-embedding", "error")).isEqualTo(1);
    }

    @Test
    void aSegmentIsAtHandUntilItEnds() {
        SegmentMetrics segments = new SegmentMetrics(metrics, Set::of);
        SegmentJob job = SegmentJob.getDefaultInstance();
        Attempt attempt = Attempt.getDefaultInstance();

        segments.picked(job, attempt);
        segments.stepDone(attempt, 1, 4);
        segments.renewed(false);
        assertThat(registry.getSampleValue("framefarm_worker_segments_at_hand")).isEqualTo(1);

        segments.ended(job, attempt, WorkerEvents.Outcome.CANCELLED);
        assertThat(registry.getSampleValue("framefarm_worker_segments_at_hand")).isZero();
        assertThat(sample("framefarm_worker_segments_total", "outcome", "cancelled"))
                .isEqualTo(1);
        assertThat(sample("framefarm_worker_lock_renewals_total", "held", "false"))
                .isEqualTo(1);
    }

    @Test
    void stagesAreTimedAndPublishedFramesAreCountedWithTheirSize() {
        SegmentMetrics segments = new SegmentMetrics(metrics, () -> Set.of("a", "b"));
        FrameRecord frame = FrameRecord.newBuilder()
                .setPng(ByteString.copyFrom(new byte[1000]))
                .build();

        segments.stageDone("denoise", Duration.ofMillis(1500));
        segments.published(List.of(frame, frame));

        assertThat(sample("framefarm_worker_stage_seconds_sum", "stage", "denoise"))
                .isEqualTo(1.5);
        assertThat(registry.getSampleValue("framefarm_worker_frames_published_total"))
                .isEqualTo(2);
        assertThat(registry.getSampleValue("framefarm_worker_frame_bytes_published_total"))
                .isBetween(2000.0, 2100.0);
        assertThat(registry.getSampleValue("framefarm_worker_warm_packs")).isEqualTo(2);
    }

    @Test
    void swapsAreTimedByTheirReason() {
        new SwapMetrics(metrics).swapped(SwapEvents.Swap.LORA, Duration.ofSeconds(3));

        assertThat(sample("framefarm_worker_swap_seconds_sum", "kind", "lora")).isEqualTo(3);
        assertThat(sample("framefarm_worker_swap_seconds_count", "kind", "model"))
                .isZero();
    }

    private Double sample(String name, String label, String value) {
        return registry.getSampleValue(name, new String[] {label}, new String[] {value});
    }

    private Double cacheCount(String cache, String kind, String result) {
        return registry.getSampleValue(
                "framefarm_worker_cache_requests_total",
                new String[] {"cache", "kind", "result"},
                new String[] {cache, kind, result});
    }
}
