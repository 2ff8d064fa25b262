package io.framefarm.deploy.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.framefarm.protocol.trace.Span;
import io.framefarm.protocol.trace.TraceContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportSpansTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final Instant START = Instant.ofEpochSecond(1_700_000_000, 5);

    private final List<JsonNode> received = Collections.synchronizedList(new ArrayList<>());
    private HttpServer collector;

    @BeforeEach
    void startACollector() throws Exception {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
        collector.createContext("/v1/traces", exchange -> {
            received.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stopIt() {
        collector.stop(0);
    }

    @Test
    void whatWasHandedOverIsSentAsOtlpBeforeItCloses() {
        try (ExportSpans export = new ExportSpans(url(), "framefarm-worker")) {
            export.accept(span("b7ad6b7169203331", Optional.of("00f067aa0ba902b7"), Optional.of("out of memory")));
            export.accept(span("b7ad6b7169203332", Optional.empty(), Optional.empty()));
        }

        JsonNode resource = received.get(0).at("/resourceSpans/0/resource/attributes/0");
        assertThat(resource.path("key").asText()).isEqualTo("service.name");
        assertThat(resource.at("/value/stringValue").asText()).isEqualTo("framefarm-worker");
        List<JsonNode> spans = new ArrayList<>();
        received.forEach(body -> body.at("/resourceSpans/0/scopeSpans/0/spans").forEach(spans::add));
        assertThat(spans).hasSize(2);
        JsonNode failed = spans.get(0);
        assertThat(failed.path("traceId").asText()).isEqualTo(TRACE);
        assertThat(failed.path("spanId").asText()).isEqualTo("b7ad6b7169203331");
        assertThat(failed.path("parentSpanId").asText()).isEqualTo("00f067aa0ba902b7");
        assertThat(failed.path("startTimeUnixNano").asText()).isEqualTo("1700000000000000005");
        assertThat(failed.path("endTimeUnixNano").asText()).isEqualTo("1700000003000000005");
        assertThat(failed.at("/attributes/0/key").asText()).isEqualTo("framefarm.segment");
        assertThat(failed.at("/attributes/0/value/stringValue").asText()).isEqualTo("0/3");
        assertThat(failed.at("/status/code").asInt()).isEqualTo(2);
        assertThat(failed.at("/status/message").asText()).isEqualTo("out of memory");
        assertThat(spans.get(1).has("parentSpanId")).isFalse();
        assertThat(spans.get(1).has("status")).isFalse();
    }

    @Test
    void aCollectorThatIsNotThereHoldsNobodyUp() {
        URI nobody = url();
        collector.stop(0);

        try (ExportSpans export = new ExportSpans(nobody, "framefarm")) {
            for (int i = 0; i < 10_000; i++) {
                export.accept(span("b7ad6b7169203331", Optional.empty(), Optional.empty()));
            }
        }

        assertThat(received).isEmpty();
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + collector.getAddress().getPort());
    }

    private static Span span(String id, Optional<String> parent, Optional<String> problem) {
        return new Span(
                new TraceContext(TRACE, id, true),
                parent,
                "segment",
                START,
                START.plusSeconds(3),
                Map.of("framefarm.segment", "0/3"),
                problem);
    }
}
