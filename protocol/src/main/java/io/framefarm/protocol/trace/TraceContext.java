package io.framefarm.protocol.trace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a trace, as <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a> hands it on.
 *
 * @param traceId 32 hexadecimal digits, not all zero
 * @param spanId 16 hexadecimal digits, not all zero
 * @param sampled whether whoever began the trace wants to keep it
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {
    /** Of records and of HTTP requests. */
    public static final String HEADER = "traceparent";

    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");
    /** Later versions may have more fields behind these four; the version ff is none. */
    private static final Pattern HANDED_ON =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final int SAMPLED = 1;

    public TraceContext {
        if (!TRACE_ID.matcher(traceId).matches()) {
            throw new IllegalArgumentException(
                    "traceId: `" + traceId + "` (allowed: 32 hexadecimal digits, not all 0)");
        }
        if (!SPAN_ID.matcher(spanId).matches()) {
            throw new IllegalArgumentException("spanId: `" + spanId + "` (allowed: 16 hexadecimal digits, not all 0)");
        }
    }

    /** What a header says; empty for one that is none, which is to be treated as if it were not there. */
    public static Optional<TraceContext> parse(String header) {
        Matcher fields = HANDED_ON.matcher(header);
        if (!fields.matches() || (header.startsWith("00") && fields.group(4) != null)) {
            return Optional.empty();
        }
        if (!TRACE_ID.matcher(fields.group(1)).matches()
                || !SPAN_ID.matcher(fields.group(2)).matches()) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(fields.group(3), 16) & SAMPLED) != 0;
        return Optional.of(new TraceContext(fields.group(1), fields.group(2), sampled));
    }

    /** As a header. */
    public String header() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
