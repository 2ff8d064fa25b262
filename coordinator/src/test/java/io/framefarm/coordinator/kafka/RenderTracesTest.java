package io.framefarm.coordinator.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.core.Notable;
import io.framefarm.protocol.trace.KeepSpans;
import io.framefarm.protocol.trace.Span;
import io.framefarm.protocol.trace.TraceContext;
import io.framefarm.protocol.trace.Tracer;
import io.framefarm.protocol.v1.StateRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RenderTracesTest {

    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));
    private static final TraceContext PRODUCER =
            new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);

    private final List<Span> spans = new ArrayList<>();
    private final RenderTraces traces = new RenderTraces(new KeepSpans(new SplittableRandom(1), spans::add), NOON);

    @Test
    void whatIsSavedBringsTheTraceBackAfterARestart() {
        traces.asked("r1", PRODUCER);
        StateRecord saved = traces.accepted("r1").orElseThrow();

        RenderTraces restored = new RenderTraces(Tracer.OFF, NOON);
        restored.restore(List.of(saved, StateRecord.getDefaultInstance()));

        assertThat(restored.of("r1")).isEqualTo(traces.of("r1")).isPresent();
        assertThat(restored.of("r1").orElseThrow().traceId()).isEqualTo(PRODUCER.traceId());
    }

    @Test
    void nothingIsKeptOfAStepThatWasNotCommitted() {
        traces.asked("r1", PRODUCER);
        assertThat(traces.accepted("r1")).isPresent();
        assertThat(spans).isEmpty();

        traces.committed();

        assertThat(spans)
                .singleElement()
                .satisfies(span -> assertThat(span.parent()).contains(PRODUCER.spanId()));
    }

    @Test
    void theEndOfARenderSaysHowItEnded() {
        traces.noted(Notable.RENDER_FAILED, "r1", "OUT_OF_MEMORY: 9 GB needed");
        traces.noted(Notable.SEGMENT_WON, "r1", "segment/r1/0/0");
        traces.committed();

        assertThat(spans).singleElement().satisfies(span -> {
            assertThat(span.name()).isEqualTo("end");
            assertThat(span.problem()).contains("OUT_OF_MEMORY: 9 GB needed");
            assertThat(span.attributes()).containsEntry("framefarm.outcome", "render_failed");
        });
    }

    @Test
    void aRenderThatIsForgottenHasNoTrace() {
        traces.asked("r1", PRODUCER);
        assertThat(traces.accepted("r1")).isPresent();

        assertThat(traces.forget("r1")).isTrue();
        assertThat(traces.forget("r1")).isFalse();
        assertThat(traces.of("r1")).isEmpty();
    }
}
