package io.framefarm.protocol.trace;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Begins spans. Safe for use by many threads. */
public interface Tracer {

    /** Keeps nothing: a context that somebody else began is handed on as it came, and none is begun. */
    Tracer OFF = (name, parent, start) -> new OpenSpan() {
        @Override
        public Optional<TraceContext> context() {
            return parent;
        }

        @Override
        public void end(Instant when, Map<String, String> attributes, Optional<String> problem) {}
    };

    /** Begins a span below the parent, or a trace where there is none. */
    OpenSpan begin(String name, Optional<TraceContext> parent, Instant start);

    /** A piece of work that is being done. */
    interface OpenSpan {

        /** What is to be handed on to those who do a part of it. */
        Optional<TraceContext> context();

        /**
         * It is done.
         *
         * @param problem why it failed, if it did
         */
        void end(Instant when, Map<String, String> attributes, Optional<String> problem);
    }
}
