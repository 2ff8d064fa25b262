package io.framefarm.coordinator.http.exchange;

import io.framefarm.protocol.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Writes whole answers. */
public final class Answers {
    private Answers() {}

    public static void json(RoutingContext exchange, int status, JsonObject body) {
        bytes(exchange, status, "application/json", body.toBuffer());
    }

    /** As RFC 9457 wants it. */
    public static void problem(RoutingContext exchange, ProblemException problem) {
        ProblemType type = problem.type();
        JsonObject body = new JsonObject()
                .put("type", "urn:framefarm:problem:" + type.code())
                .put("title", type.title())
                .put("status", type.status())
                .put("detail", problem.detail())
                .put("instance", exchange.request().path());
        if (!problem.errors().isEmpty()) {
            body.put("errors", errors(problem));
        }
        addRetryAfter(exchange.response(), problem);
        bytes(exchange, type.status(), "application/problem+json", body.toBuffer());
    }

    public static void addRetryAfter(HttpServerResponse response, ProblemException problem) {
        problem.retryAfter()
                .ifPresent(after -> response.putHeader("Retry-After", Long.toString(Math.max(1, after.toSeconds()))));
        if (problem.type() == ProblemType.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
    }

    /** Nothing is written to a caller that has gone, or after an answer that has begun. */
    public static void bytes(RoutingContext exchange, int status, String contentType, Buffer body) {
        HttpServerResponse response = exchange.response();
        if (response.closed() || response.headWritten()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(body);
    }

    private static JsonArray errors(ProblemException problem) {
        JsonArray errors = new JsonArray();
        for (Problem error : problem.errors()) {
            JsonObject entry = new JsonObject().put("field", error.path()).put("message", error.message());
            if (error.line() > 0) {
                entry.put("line", error.line());
            }
            errors.add(entry);
        }
        return errors;
    }
}
