package io.framefarm.coordinator.http;

import io.framefarm.coordinator.http.exchange.Answers;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The console's files, which lie in the resources folder {@code console/}: whole, and small enough to be kept. */
final class ConsoleFiles {
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]*/)*[A-Za-z0-9][A-Za-z0-9_.-]*");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "json", "application/json",
            "woff2", "font/woff2");

    private final Map<String, Optional<Buffer>> files = new ConcurrentHashMap<>();

    void addTo(Router router) {
        router.get("/").handler(exchange -> answer(exchange, "index.html"));
        router.getWithRegex("/(?!v1/).+")
                .handler(exchange -> answer(exchange, exchange.request().path().substring(1)));
    }

    private void answer(RoutingContext exchange, String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            exchange.next();
            return;
        }
        // Only names that exist are kept, so that asking for others fills nothing.
        Optional<Buffer> file = Optional.ofNullable(files.get(name)).orElseGet(() -> load(name));
        if (file.isEmpty()) {
            exchange.next();
            return;
        }
        files.putIfAbsent(name, file);
        exchange.response()
                .putHeader("Cache-Control", "no-cache")
                .putHeader(
                        "Content-Security-Policy", "default-src 'self'; media-src 'self' blob:; img-src 'self' data:")
                .putHeader("Referrer-Policy", "no-referrer");
        Answers.bytes(exchange, 200, type, file.get());
    }

    private static Optional<Buffer> load(String name) {
        try (InputStream in = ConsoleFiles.class.getClassLoader().getResourceAsStream("console/" + name)) {
            return in == null ? Optional.empty() : Optional.of(Buffer.buffer(in.readAllBytes()));
        } catch (IOException broken) {
            throw new UncheckedIOException("the console's file " + name + " cannot be read", broken);
        }
    }
}
