package io.framefarm.deploy.trace;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framefarm.protocol.trace.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Spans in the JSON form of <a href="https://opentelemetry.io/docs/specs/otlp/">OTLP</a>. */
final class OtlpJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Work that a message set off. */
    private static final int SPAN_KIND_CONSUMER = 5;

    private static final int STATUS_CODE_ERROR = 2;

    private OtlpJson() {}

    /** The body of a request to {@code /v1/traces}. */
    static String of(String service, List<Span> spans) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode resourceSpans = root.putArray("resourceSpans").addObject();
        attribute(resourceSpans.putObject("resource").putArray("attributes"), "service.name", service);
        ObjectNode scopeSpans = resourceSpans.putArray("scopeSpans").addObject();
        scopeSpans.putObject("scope").put("name", "io.framefarm");
        ArrayNode list = scopeSpans.putArray("spans");
        spans.forEach(span -> add(list, span));
        return root.toString();
    }

    private static void add(ArrayNode list, Span span) {
        ObjectNode node = list.addObject()
                .put("traceId", span.place().traceId())
                .put("spanId", span.place().spanId())
                .put("name", span.name())
                .put("kind", SPAN_KIND_CONSUMER)
                // 64 bits are text in the JSON form of Protobuf.
                .put("startTimeUnixNano", nanos(span.start()))
                .put("endTimeUnixNano", nanos(span.end()));
        span.parent().ifPresent(parent -> node.put("parentSpanId", parent));
        ArrayNode attributes = node.putArray("attributes");
        span.attributes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> attribute(attributes, entry.getKey(), entry.getValue()));
        span.problem()
                .ifPresent(problem ->
                        node.putObject("status").put("code", STATUS_CODE_ERROR).put("message", problem));
    }

    private static void attribute(ArrayNode attributes, String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }

    private static String nanos(Instant instant) {
        return "%d%09d".formatted(instant.getEpochSecond(), instant.getNano());
    }
}
