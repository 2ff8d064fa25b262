package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.http.Webhook;
import java.util.List;
import java.util.StringJoiner;

/** A webhook as people read it, with the API's words; what there is none of is left out. */
final class WebhookText {

    private static final List<String> FIELDS =
            List.of("created_at", "disabled", "waiting", "problem", "next_attempt_at", "secret");

    private WebhookText() {}

    static String of(Webhook webhook) {
        StringJoiner lines = new StringJoiner(System.lineSeparator() + "  ");
        lines.add(webhook.id() + ": " + webhook.field("url").orElse(""));
        lines.add("producer: " + producer(webhook));
        lines.add("events: " + (webhook.events().isEmpty() ? "all" : String.join(", ", webhook.events())));
        FIELDS.forEach(name -> webhook.field(name).ifPresent(value -> lines.add(name + ": " + value)));
        return lines.toString();
    }

    /** As keys name producers. */
    static String producer(Webhook webhook) {
        return webhook.field("producer").orElse("*");
    }
}
