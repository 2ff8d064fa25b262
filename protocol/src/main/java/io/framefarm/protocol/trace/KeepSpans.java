package io.framefarm.protocol.trace;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Makes spans with ids of their own, and hands on those that have ended, if the trace is to be kept. */
public final class KeepSpans implements Tracer {
    private final RandomGenerator random;
    private final Consumer<Span> ended;

    /**
     * Makes spans whose ids are drawn at random.
     *
     * @param random for ids; one that may be used by many threads
     * @param ended takes what has ended, at once and on any thread
     */
    public KeepSpans(RandomGenerator random, Consumer<Span> ended) {
        this.random = random;
        this.ended = ended;
    }

    @Override
    public OpenSpan begin(String name, Optional<TraceContext> parent, Instant start) {
        TraceContext place = parent.map(above -> new TraceContext(above.traceId(), id(), above.sampled()))
                .orElseGet(() -> new TraceContext(id() + id(), id(), true));
        Optional<String> above = parent.map(TraceContext::spanId);
        return new OpenSpan() {
            @Override
            public Optional<TraceContext> context() {
                return Optional.of(place);
            }

            @Override
            public void end(Instant when, Map<String, String> attributes, Optional<String> problem) {
                if (place.sampled()) {
                    ended.accept(new Span(place, above, name, start, when, attributes, problem));
                }
            }
        };
    }

    /** 16 hexadecimal digits, of which one at least is not 0. */
    private String id() {
        long number = random.nextLong();
        return "%016x".formatted(number == 0 ? 1 : number);
    }
}
