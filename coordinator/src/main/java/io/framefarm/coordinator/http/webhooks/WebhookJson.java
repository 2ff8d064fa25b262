package io.framefarm.coordinator.http.webhooks;

import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.Times;
import io.framefarm.coordinator.webhook.WebhookBook;
import io.framefarm.protocol.v1.WebhookDelivery;
import io.framefarm.protocol.v1.WebhookEndpoint;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A webhook as answers show it, and fields of what callers send. */
final class WebhookJson {
    private WebhookJson() {}

    static JsonObject of(WebhookEndpoint endpoint, WebhookBook book) {
        List<WebhookDelivery> waiting = book.waitingFor(endpoint.getId());
        Optional<WebhookDelivery> next =
                waiting.stream().min(Comparator.comparingLong(WebhookDelivery::getNextAttemptAtMs));
        Optional<String> problem = waiting.stream()
                .map(WebhookDelivery::getProblem)
                .filter(text -> !text.isEmpty())
                .findFirst();
        return new JsonObject()
                .put("id", endpoint.getId())
                .put("url", endpoint.getUrl())
                .put("producer", endpoint.getProducer().isEmpty() ? null : endpoint.getProducer())
                .put("events", new JsonArray(List.copyOf(endpoint.getEventsList())))
                .put("created_at", Times.of(endpoint.getCreatedAtMs()))
                .put("disabled", endpoint.getDisabled().isEmpty() ? null : endpoint.getDisabled())
                .put("waiting", waiting.size())
                .put("problem", problem.orElse(null))
                .put(
                        "next_attempt_at",
                        next.map(delivery -> Times.of(delivery.getNextAttemptAtMs()))
                                .orElse(null));
    }

    /** Empty when it is not there. */
    static String text(JsonObject body, String name) {
        Object value = body.getValue(name, "");
        if (value == null || value instanceof String) {
            return value == null ? "" : (String) value;
        }
        throw ProblemException.invalid(name, "is no text");
    }

    /** Empty when it is not there. */
    static List<String> texts(JsonObject body, String name) {
        Object value = body.getValue(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof JsonArray array && array.stream().allMatch(String.class::isInstance)) {
            return array.stream().map(String.class::cast).toList();
        }
        throw ProblemException.invalid(name, "is no list of texts");
    }
}
