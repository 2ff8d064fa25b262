package io.framefarm.coordinator.kafka;

import io.framefarm.coordinator.core.Notable;
import io.framefarm.protocol.trace.TraceContext;
import io.framefarm.protocol.trace.Tracer;
import io.framefarm.protocol.trace.Tracer.OpenSpan;
import io.framefarm.protocol.v1.RenderTrace;
import io.framefarm.protocol.v1.StateRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * In which trace each render belongs: below the span in which it was accepted, which is below whatever the producer was
 * doing. A part of the saved state, because segments are dispatched long after the request was read. Used by the term's
 * thread.
 */
final class RenderTraces {
    private static final String RENDER = "framefarm.render";

    private final Tracer tracer;
    private final InstantSource clock;
    private final Map<String, TraceContext> known = new HashMap<>();
    /** What the requests of this step came with. */
    private final Map<String, TraceContext> asked = new HashMap<>();
    /** To be ended when the step is certain. */
    private final List<Runnable> ending = new ArrayList<>();

    RenderTraces(Tracer tracer, InstantSource clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    /** The key of its record of state. */
    static String key(String renderId) {
        return "trace/" + renderId;
    }

    void restore(Collection<StateRecord> state) {
        for (StateRecord record : state) {
            TraceContext.parse(record.getTrace().getTraceparent())
                    .ifPresent(context -> known.put(record.getTrace().getRenderId(), context));
        }
    }

    /** A command about the render came with this. */
    void asked(String renderId, TraceContext context) {
        asked.put(renderId, context);
    }

    /** Where parts of the render belong. */
    Optional<TraceContext> of(String renderId) {
        return Optional.ofNullable(known.get(renderId));
    }

    /** The render is accepted; what is to be saved of its trace, if it has one. */
    Optional<StateRecord> accepted(String renderId) {
        OpenSpan accepting = tracer.begin("accept", Optional.ofNullable(asked.get(renderId)), clock.instant());
        ending.add(() -> accepting.end(clock.instant(), Map.of(RENDER, renderId), Optional.empty()));
        return accepting.context().map(context -> {
            known.put(renderId, context);
            return StateRecord.newBuilder()
                    .setTrace(RenderTrace.newBuilder().setRenderId(renderId).setTraceparent(context.header()))
                    .build();
        });
    }

    /** Ends of renders, of all that is noted, are a span of their own. */
    void noted(Notable what, String renderId, String details) {
        switch (what) {
            case RENDER_DONE, RENDER_CANCELLED -> ended(what, renderId, Optional.empty());
            case RENDER_FAILED, RENDER_REFUSED -> ended(what, renderId, Optional.of(details));
            default -> {}
        }
    }

    private void ended(Notable how, String renderId, Optional<String> problem) {
        Optional<TraceContext> parent = of(renderId).or(() -> Optional.ofNullable(asked.get(renderId)));
        Instant now = clock.instant();
        OpenSpan end = tracer.begin("end", parent, now);
        Map<String, String> attributes =
                Map.of(RENDER, renderId, "framefarm.outcome", how.name().toLowerCase(Locale.ROOT));
        ending.add(() -> end.end(clock.instant(), attributes, problem));
    }

    /** The step is certain. */
    void committed() {
        ending.forEach(Runnable::run);
        ending.clear();
        asked.clear();
    }

    /** True when there was something to forget. */
    boolean forget(String renderId) {
        return known.remove(renderId) != null;
    }
}
