package io.framefarm.coordinator.http.exchange;

import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.access.Scope;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;

/** The caller of an exchange, once it is known. */
public final class Callers {
    private static final String KEY = Caller.class.getName();

    private Callers() {}

    public static void set(RoutingContext exchange, Caller caller) {
        exchange.put(KEY, caller);
    }

    public static Caller of(RoutingContext exchange) {
        Caller caller = exchange.get(KEY);
        if (caller == null) {
            throw new IllegalStateException(
                    "no caller is known on " + exchange.request().path());
        }
        return caller;
    }

    /** The caller, if it may do one of these things. */
    public static Caller require(RoutingContext exchange, Scope... anyOf) {
        Caller caller = of(exchange);
        if (Arrays.stream(anyOf).noneMatch(caller::may)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "this needs the scope "
                            + String.join(
                                    " or ",
                                    Arrays.stream(anyOf).map(Scope::text).toList()));
        }
        return caller;
    }
}
