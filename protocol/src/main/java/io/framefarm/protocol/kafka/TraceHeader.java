package io.framefarm.protocol.kafka;

import io.framefarm.protocol.trace.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The place of a record in the trace of its render. */
public final class TraceHeader {
    private TraceHeader() {}

    /** Empty when there is none, or one that cannot be read: nothing depends on it. */
    public static Optional<TraceContext> of(Headers headers) {
        Header header = headers.lastHeader(TraceContext.HEADER);
        return header == null || header.value() == null
                ? Optional.empty()
                : TraceContext.parse(new String(header.value(), StandardCharsets.UTF_8));
    }

    public static void put(Headers headers, TraceContext context) {
        headers.add(TraceContext.HEADER, context.header().getBytes(StandardCharsets.UTF_8));
    }
}
