package io.framefarm.coordinator.stitch.kafka;

import io.framefarm.protocol.kafka.TraceHeader;
import io.framefarm.protocol.trace.TraceContext;
import io.framefarm.protocol.trace.Tracer;
import io.framefarm.protocol.trace.Tracer.OpenSpan;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.header.Headers;

/** One span for each render that this stitcher has: from its plan until the video is announced. For any thread. */
final class StitchTraces {
    private final Tracer tracer;
    private final InstantSource clock;
    private final Map<String, OpenSpan> open = new ConcurrentHashMap<>();

    StitchTraces(Tracer tracer, InstantSource clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    /** The plan of a render has come with these headers. Only the first one counts. */
    void planned(String renderId, Headers headers) {
        Optional<TraceContext> parent = TraceHeader.of(headers);
        open.computeIfAbsent(renderId, id -> tracer.begin("stitch", parent, clock.instant()));
    }

    /** Puts the render's place into a record about it. */
    void mark(String renderId, Headers headers) {
        Optional.ofNullable(open.get(renderId))
                .flatMap(OpenSpan::context)
                .ifPresent(context -> TraceHeader.put(headers, context));
    }

    /**
     * The end of the render was told.
     *
     * @param problem why there is no video, if there is none
     */
    void ended(String renderId, Optional<String> problem) {
        OpenSpan span = open.remove(renderId);
        if (span != null) {
            span.end(clock.instant(), Map.of("framefarm.render", renderId), problem);
        }
    }

    /** Nothing more is done about the render here. */
    void forget(String renderId) {
        open.remove(renderId);
    }

    /** Others have the renders now. */
    void forgetAll() {
        open.clear();
    }
}
