package io.framefarm.deploy.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** An address that is told how renders end, as the API writes it. */
public final class Webhook {
    private final JsonNode shown;

    Webhook(JsonNode shown) {
        this.shown = shown;
    }

    public String id() {
        return shown.path("id").asText();
    }

    /** Of which ends it is told; none for all. */
    public List<String> events() {
        return StreamSupport.stream(shown.path("events").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** One of the other fields, by the API's name for it. */
    public Optional<String> field(String name) {
        JsonNode value = shown.path(name);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }

    /** All that the API says of it. */
    public String json() {
        return shown.toString();
    }
}
