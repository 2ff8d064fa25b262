package io.framefarm.coordinator.http.exchange;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Query parameters, each at most once and none that is unknown: a typing error must not look like an empty list. */
public final class Query {
    private static final int MAX_LENGTH = 512;

    private final RoutingContext exchange;

    public Query(RoutingContext exchange, Set<String> known) {
        this.exchange = exchange;
        for (String name : exchange.queryParams().names()) {
            if (!known.contains(name)) {
                throw ProblemException.invalid(name, "is no parameter here (known: " + String.join(", ", known) + ")");
            }
        }
    }

    public Optional<String> text(String name) {
        List<String> values = exchange.queryParam(name);
        if (values.isEmpty() || values.get(0).isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1 || values.get(0).length() > MAX_LENGTH) {
            throw ProblemException.invalid(name, "is given more than once, or too long");
        }
        return Optional.of(values.get(0));
    }

    public int whole(String name, int otherwise, int min, int max) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            // said below, with what is allowed
        }
        throw ProblemException.invalid(name, "`%s` is not allowed (allowed: %d to %d)".formatted(text.get(), min, max));
    }
}
