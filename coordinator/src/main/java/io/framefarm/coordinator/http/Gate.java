package io.framefarm.coordinator.http;

import io.framefarm.coordinator.access.Addresses;
import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.access.RateLimits;
import io.framefarm.coordinator.http.exchange.Callers;
import io.framefarm.coordinator.http.exchange.CheckToken;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Lets callers in: finds out who they are, keeps strange web pages out, and slows down those who ask too fast. */
final class Gate {
    static final String COOKIE = "framefarm_key";
    private static final String BEARER = "Bearer ";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Optional<CheckToken> tokens;
    private final RateLimits rates;

    /** @param tokens empty when whoever reaches the farm may do everything */
    Gate(Optional<CheckToken> tokens, RateLimits rates) {
        this.tokens = tokens;
        this.rates = rates;
    }

    void admit(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        requireOwnPage(request);
        if (tokens.isEmpty()) {
            requireLoopbackName(request);
            enter(exchange, Caller.ANYBODY);
            return;
        }
        String token = token(request).orElseThrow(Gate::unknown);
        Future<Optional<Caller>> caller = tokens.get().check(token);
        if (!caller.isComplete()) {
            request.pause(); // else the body would be gone before anybody asks for it
        }
        caller.onSuccess(found -> {
                    if (found.isPresent()) {
                        request.resume();
                        enter(exchange, found.get());
                    } else {
                        exchange.fail(unknown());
                    }
                })
                .onFailure(exchange::fail);
    }

    private void enter(RoutingContext exchange, Caller caller) {
        Optional<Duration> wait = rates.take(caller);
        if (wait.isPresent()) {
            exchange.fail(ProblemException.later(
                    ProblemType.TOO_MANY_REQUESTS,
                    "more than %d requests a second"
                            .formatted(caller.allowance().requestsPerSecond()),
                    wait.get()));
            return;
        }
        Callers.set(exchange, caller);
        exchange.next();
    }

    static Optional<String> token(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null) {
            boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
            return bearer ? Optional.of(header.substring(BEARER.length()).strip()) : Optional.empty();
        }
        return Optional.ofNullable(request.getCookie(COOKIE)).map(Cookie::getValue);
    }

    /** Another site's page in a browser of somebody who may could otherwise send requests in their name. */
    static void requireOwnPage(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null || SAFE.contains(request.method())) {
            return;
        }
        HostAndPort here = request.authority();
        if (here == null || !origin.replaceFirst("^https?://", "").equalsIgnoreCase(here.toString())) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "a page of another site (" + origin + ") may not change anything here");
        }
    }

    /** A strange name that points to this machine is a page that pretends to be us. */
    private static void requireLoopbackName(HttpServerRequest request) {
        HostAndPort here = request.authority();
        if (here == null || !Addresses.isLoopback(here.host())) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "a farm without keys answers under the name localhost only");
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(
                ProblemType.UNAUTHENTICATED, "send a key of this farm: Authorization: Bearer ff_...");
    }
}
