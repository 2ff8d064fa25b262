package io.framefarm.coordinator.http;

import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.access.Scope;
import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.Callers;
import io.framefarm.coordinator.http.exchange.CheckToken;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ProblemType;
import io.framefarm.coordinator.http.exchange.ReadBody;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code /v1/session}: a browser gives its key once and gets a cookie, because players and event sources cannot send
 * headers. Scripts of the page never see the cookie, and other sites never send it.
 */
final class SessionRoutes {
    private static final Duration COOKIE_AGE = Duration.ofDays(7);
    private static final int MAX_BODY_BYTES = 16 << 10;

    private final Optional<CheckToken> tokens;

    SessionRoutes(Optional<CheckToken> tokens) {
        this.tokens = tokens;
    }

    /** Before the gate: whoever comes here has no cookie yet, or wants to be rid of it. */
    void addOpenTo(Router router) {
        router.post("/v1/session").handler(this::begin);
        router.delete("/v1/session").handler(exchange -> {
            exchange.response().addCookie(cookie("").setMaxAge(0));
            exchange.response().setStatusCode(204).end();
        });
    }

    void addTo(Router router) {
        router.get("/v1/session").handler(exchange -> Answers.json(exchange, 200, json(Callers.of(exchange))));
    }

    private void begin(RoutingContext exchange) {
        Gate.requireOwnPage(exchange.request());
        ReadBody.json(MAX_BODY_BYTES, exchange)
                .compose(body -> check(String.valueOf(body.getValue("key"))).map(caller -> {
                    exchange.response().addCookie(cookie(String.valueOf(body.getValue("key"))));
                    Answers.json(exchange, 200, json(caller));
                    return caller;
                }))
                .onFailure(exchange::fail);
    }

    private Future<Caller> check(String key) {
        if (tokens.isEmpty()) {
            throw new ProblemException(ProblemType.CONFLICT, "this farm needs no key");
        }
        return tokens.get()
                .check(key)
                .map(caller -> caller.orElseThrow(
                        () -> new ProblemException(ProblemType.UNAUTHENTICATED, "no such key opens this farm")));
    }

    private static Cookie cookie(String key) {
        return Cookie.cookie(Gate.COOKIE, key)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setPath("/")
                .setMaxAge(COOKIE_AGE.toSeconds());
    }

    private static JsonObject json(Caller caller) {
        JsonArray scopes = new JsonArray();
        caller.scopes().stream().sorted().map(Scope::text).forEach(scopes::add);
        return new JsonObject().put("producer", caller.producer().orElse(null)).put("scopes", scopes);
    }
}
