package io.framefarm.coordinator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.framefarm.coordinator.core.FarmLoad;
import io.framefarm.coordinator.core.FarmLoad.Lane;
import io.framefarm.coordinator.core.FarmLoad.Queue;
import io.framefarm.coordinator.core.Notable;
import io.framefarm.coordinator.core.Observation;
import io.framefarm.coordinator.track.RenderPhase;
import io.framefarm.protocol.monitor.Metrics;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.Failure;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoordinatorMetricsTest {
    private final CollectorRegistry registry = new CollectorRegistry();
    private Instant now = Instant.EPOCH;
    private final CoordinatorMetrics metrics =
            new CoordinatorMetrics(new Metrics(registry), new ProducerClasses(Set.of("batch")), () -> now);

    @Test
    void theQueueIsShownByPoolAndPriority() {
        metrics.load(load(Map.of(
                new Lane("gpu", 0), new Queue(7, Duration.ofSeconds(90)),
                new Lane("gpu", 50), new Queue(2, Duration.ofSeconds(3)))));

        assertThat(lane("framefarm_coordinator_waiting_segments", "gpu", "0")).isEqualTo(7);
        assertThat(lane("framefarm_coordinator_waiting_segments", "gpu", "50")).isEqualTo(2);
        assertThat(lane("framefarm_coordinator_oldest_waiting_seconds", "gpu", "0"))
                .isEqualTo(90);
        assertThat(sample("framefarm_coordinator_in_flight_segments", "pool", "gpu", "state", "rendering"))
                .isEqualTo(1);
        assertThat(sample("framefarm_coordinator_in_flight_segments", "pool", "gpu", "state", "dispatched"))
                .isEqualTo(3);
        assertThat(sample("framefarm_coordinator_backlog_gpu_seconds", "pool", "gpu"))
                .isEqualTo(12.5);
    }

    @Test
    void aLaneThatIsEmptyAgainIsNotShownAnyLonger() {
        metrics.load(load(Map.of(new Lane("gpu", 0), new Queue(7, Duration.ZERO))));
        metrics.load(load(Map.of()));

        assertThat(lane("framefarm_coordinator_waiting_segments", "gpu", "0")).isNull();
    }

    @Test
    void aCoordinatorThatStandsByShowsNoLoad() {
        metrics.active(true);
        metrics.load(load(Map.of(new Lane("gpu", 0), new Queue(7, Duration.ZERO))));
        assertThat(sample("framefarm_coordinator_active")).isEqualTo(1);

        metrics.active(false);

        assertThat(sample("framefarm_coordinator_active")).isZero();
        assertThat(sample("framefarm_coordinator_open_renders")).isZero();
        assertThat(sample("framefarm_coordinator_live_workers", "pool", "gpu")).isNull();
    }

    @Test
    void gpuTimeIsAddedUpByTheClassOfTheProducer() {
        metrics.observed(new Observation.SegmentDone("gpu", "batch.nightly", Duration.ofSeconds(4)));
        metrics.observed(new Observation.SegmentDone("gpu", "batch", Duration.ofSeconds(1)));
        metrics.observed(new Observation.SegmentDone("gpu", "somebody", Duration.ofSeconds(2)));

        assertThat(sample("framefarm_coordinator_gpu_seconds_total", "class", "batch"))
                .isEqualTo(5);
        assertThat(sample("framefarm_coordinator_gpu_seconds_total", "class", "other"))
                .isEqualTo(2);
    }

    @Test
    void attemptsAreCountedByOutcomeAndCode() {
        metrics.observed(new Observation.SegmentFailed("gpu", failure("OUT_OF_MEMORY"), false));
        metrics.observed(new Observation.SegmentFailed("gpu", failure("what a worker\nmakes up"), true));

        assertThat(attempts("retried", "OUT_OF_MEMORY")).isEqualTo(1);
        assertThat(attempts("given_up", "OTHER")).isEqualTo(1);
    }

    @Test
    void inventedCodesBecomeOneLabelWhenThereAreTooMany() {
        for (int i = 0; i < 500; i++) {
            metrics.observed(new Observation.SegmentFailed("gpu", failure("CODE_" + i), false));
        }

        assertThat(attempts("retried", "OTHER")).isEqualTo(400);
    }

    @Test
    void waitsOfProducersAreMeasuredFromTheAcceptance() {
        metrics.observed(new Observation.RenderBegun("batch", Duration.ofSeconds(2)));
        metrics.observed(new Observation.FirstFrame("batch", Duration.ofSeconds(6)));
        metrics.observed(new Observation.RenderEnded("batch", RenderPhase.DONE, Duration.ofSeconds(30)));
        metrics.observed(new Observation.SegmentBegun("gpu", Duration.ofMillis(20)));

        assertThat(sample("framefarm_coordinator_render_begin_seconds_sum", "class", "batch"))
                .isEqualTo(2);
        assertThat(sample("framefarm_coordinator_first_frame_seconds_sum", "class", "batch"))
                .isEqualTo(6);
        assertThat(sample("framefarm_coordinator_render_seconds_sum", "class", "batch", "outcome", "done"))
                .isEqualTo(30);
        assertThat(sample("framefarm_coordinator_pickup_seconds_count", "pool", "gpu"))
                .isEqualTo(1);
    }

    @Test
    void everyNotableThingIsShownBeforeItHappensFirst() {
        metrics.noted(Notable.RESULT_STALE);

        assertThat(sample("framefarm_coordinator_events_total", "event", "result_stale"))
                .isEqualTo(1);
        assertThat(sample("framefarm_coordinator_events_total", "event", "result_duplicate"))
                .isZero();
    }

    @Test
    void itIsReadyWhileSomeCoordinatorBeats() {
        assertThat(metrics.problem())
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("no sign"));

        metrics.beat();
        assertThat(metrics.problem()).isEmpty();

        now = now.plusSeconds(60);
        assertThat(metrics.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("60 s"));
    }

    @Test
    void aClassOfProducersIsAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProducerClasses(Set.of("a b")))
                .withMessageContaining("a b");
    }

    private static FarmLoad load(Map<Lane, Queue> waiting) {
        return new FarmLoad(3, waiting, Map.of("gpu", 4), Map.of("gpu", 1), Map.of("gpu", 12.5), Map.of("gpu", 2));
    }

    private static Failure failure(String code) {
        return Failure.newBuilder()
                .setCategory(Category.CATEGORY_RESOURCES)
                .setCode(code)
                .build();
    }

    private Double attempts(String outcome, String code) {
        return sample(
                "framefarm_coordinator_attempts_total",
                "pool",
                "gpu",
                "outcome",
                outcome,
                "category",
                "resources",
                "code",
                code);
    }

    private Double lane(String name, String pool, String priority) {
        return sample(name, "pool", pool, "priority", priority);
    }

    /** @param labels names and values in turns */
    private Double sample(String name, String... labels) {
        String[] names = new String[labels.length / 2];
        String[] values = new String[labels.length / 2];
        for (int i = 0; i < names.length; i++) {
            names[i] = labels[2 * i];
            values[i] = labels[2 * i + 1];
        }
        return registry.getSampleValue(name, names, values);
    }
}
