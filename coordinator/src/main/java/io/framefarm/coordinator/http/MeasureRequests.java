package io.framefarm.coordinator.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;

/** Tells of every request when it is over. Paths and unusual methods are left out: anybody can make them up. */
record MeasureRequests(Router router, ServedRequests served, InstantSource clock) implements Handler<RoutingContext> {
    private static final Set<String> METHODS = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

    @Override
    public void handle(RoutingContext exchange) {
        Instant start = clock.instant();
        String method = exchange.request().method().name();
        String pattern = pattern(exchange.normalizedPath());
        exchange.addEndHandler(end -> served.served(
                METHODS.contains(method) ? method : "OTHER",
                pattern,
                exchange.response().getStatusCode(),
                Duration.between(start, clock.instant())));
        exchange.next();
    }

    /** Of the route that the path fits, whether that is reached or not. */
    private String pattern(String path) {
        String[] parts = path.split("/", -1);
        return router.getRoutes().stream()
                .map(Route::getPath)
                .filter(Objects::nonNull)
                .filter(pattern -> fits(pattern.split("/", -1), parts))
                .findFirst()
                .orElse("other");
    }

    private static boolean fits(String[] pattern, String[] path) {
        boolean fits = pattern.length == path.length;
        for (int i = 0; fits && i < path.length; i++) {
            fits = pattern[i].startsWith(":") || pattern[i].equals(path[i]);
        }
        return fits;
    }
}
