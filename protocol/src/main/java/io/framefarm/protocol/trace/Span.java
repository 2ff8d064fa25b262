package io.framefarm.protocol.trace;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of work that has ended.
 *
 * @param place its own place in the trace
 * @param parent id of the span that it is part of; empty for the first of a trace
 * @param name what is done, the same for all of its kind
 * @param attributes what it was done with
 * @param problem why it failed, if it did
 */
public record Span(
        TraceContext place,
        Optional<String> parent,
        String name,
        Instant start,
        Instant end,
        Map<String, String> attributes,
        Optional<String> problem) {

    public Span {
        attributes = Map.copyOf(attributes);
        if (end.isBefore(start)) {
            end = start; // clocks are set back
        }
    }
}
