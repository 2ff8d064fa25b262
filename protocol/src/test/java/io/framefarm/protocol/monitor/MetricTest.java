package io.framefarm.protocol.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.prometheus.client.CollectorRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {

    @ParameterizedTest
    @ValueSource(strings = {"render_id", "worker", "producer"})
    void aLabelThatWouldTakeIdsIsRefused(String label) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Metric("framefarm_x_total", Metric.Kind.COUNTER, "Things.", List.of(label)))
                .withMessageContaining(label);
    }

    @Test
    void onlyCountersEndInTotal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Metric("framefarm_x_total", Metric.Kind.GAUGE, "Things.", List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Metric("framefarm_x", Metric.Kind.COUNTER, "Things.", List.of()));
    }

    @Test
    void aHistogramSaysItsUnitAndNoMetricHasAnotherPrefix() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Metric("framefarm_x_ms", Metric.Kind.HISTOGRAM, "Time.", List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Metric("farm_x", Metric.Kind.GAUGE, "Things.", List.of()));
    }

    @Test
    void whatIsMadeIsRegisteredAndDescribed() {
        Metrics metrics = new Metrics(new CollectorRegistry());

        metrics.counter("framefarm_x_total", "Things.", "pool")
                .labels("default")
                .inc(2);
        metrics.histogram("framefarm_x_seconds", "How long things took.", Buckets.BRIEF)
                .observe(0.004);

        assertThat(metrics.described())
                .containsExactly(
                        new Metric("framefarm_x_total", Metric.Kind.COUNTER, "Things.", List.of("pool")),
                        new Metric("framefarm_x_seconds", Metric.Kind.HISTOGRAM, "How long things took.", List.of()));
        assertThat(metrics.registry()
                        .getSampleValue("framefarm_x_total", new String[] {"pool"}, new String[] {"default"}))
                .isEqualTo(2);
        assertThat(metrics.registry()
                        .getSampleValue("framefarm_x_seconds_bucket", new String[] {"le"}, new String[] {"0.005"}))
                .isEqualTo(1);
    }

    @Test
    void levelsThatAreGoneAreNotShownAnyLonger() {
        Metrics metrics = new Metrics(new CollectorRegistry());
        Levels levels = new Levels(metrics.gauge("framefarm_x", "Things.", "pool"));

        levels.show(Map.of(List.of("a"), 1, List.of("b"), 2));
        levels.show(Map.of(List.of("b"), 3));

        assertThat(value(metrics, "a")).isNull();
        assertThat(value(metrics, "b")).isEqualTo(3);
    }

    private static Double value(Metrics metrics, String pool) {
        return metrics.registry().getSampleValue("framefarm_x", new String[] {"pool"}, new String[] {pool});
    }
}
