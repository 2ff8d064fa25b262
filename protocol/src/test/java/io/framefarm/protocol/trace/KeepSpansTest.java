package io.framefarm.protocol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeepSpansTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant END = START.plusSeconds(3);

    private final List<Span> kept = new ArrayList<>();
    private final Tracer tracer = new KeepSpans(new SplittableRandom(1), kept::add);

    @Test
    void aSpanBelowAnotherIsOfItsTraceAndSaysWhoseItIs() {
        Tracer.OpenSpan whole = tracer.begin("render", Optional.empty(), START);
        Tracer.OpenSpan part = tracer.begin("segment", whole.context(), START.plusSeconds(1));

        part.end(END, Map.of("framefarm.segment", "0/3"), Optional.of("it broke"));
        whole.end(END, Map.of(), Optional.empty());

        assertThat(kept).hasSize(2);
        Span first = kept.get(0);
        Span second = kept.get(1);
        assertThat(first.place().traceId()).isEqualTo(second.place().traceId());
        assertThat(first.parent()).contains(second.place().spanId());
        assertThat(first.place().spanId()).isNotEqualTo(second.place().spanId());
        assertThat(second.parent()).isEmpty();
        assertThat(first.problem()).contains("it broke");
        assertThat(first.attributes()).containsEntry("framefarm.segment", "0/3");
    }

    @Test
    void aTraceThatNobodyWantsIsHandedOnAndNotKept() {
        TraceContext unwanted = new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", false);

        Tracer.OpenSpan span = tracer.begin("render", Optional.of(unwanted), START);
        span.end(END, Map.of(), Optional.empty());

        assertThat(span.context().orElseThrow().header())
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                .endsWith("-00");
        assertThat(kept).isEmpty();
    }

    @Test
    void switchedOffAContextIsHandedOnAsItCameAndNoneIsBegun() {
        Optional<TraceContext> given =
                Optional.of(new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true));

        assertThat(Tracer.OFF.begin("render", given, START).context()).isEqualTo(given);
        assertThat(Tracer.OFF.begin("render", Optional.empty(), START).context())
                .isEmpty();
    }

    @Test
    void aClockThatIsSetBackMakesNoSpanOfNegativeLength() {
        tracer.begin("render", Optional.empty(), END).end(START, Map.of(), Optional.empty());

        assertThat(kept)
                .singleElement()
                .satisfies(span -> assertThat(span.end()).isEqualTo(span.start()));
    }
}
