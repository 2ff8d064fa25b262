package io.framefarm.coordinator.http;

import io.framefarm.coordinator.http.exchange.Answers;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code /openapi.yaml}: what the API promises, written by hand; tests compare every answer with it. */
final class OpenApiDocument {
    private static final String RESOURCE = "openapi.yaml";

    void addTo(Router router) {
        Buffer document = load();
        router.get("/openapi.yaml").handler(exchange -> Answers.bytes(exchange, 200, "application/yaml", document));
    }

    private static Buffer load() {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException("the resource " + RESOURCE + " cannot be read", broken);
        }
    }
}
