package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.http.HttpWebhooks;
import io.framefarm.deploy.client.http.Webhook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm webhooks get}. */
@Command(description = "Shows a webhook, and what it has not been told yet.")
final class ShowWebhook extends WebhookAction {

    @Option(names = "--json", description = "The webhook as one JSON object (Webhook).")
    private boolean json;

    ShowWebhook(Terminal terminal) {
        super(terminal);
    }

    @Override
    String perform(HttpWebhooks webhooks, String id) {
        Webhook webhook = webhooks.get(id);
        return json ? webhook.json() : WebhookText.of(webhook);
    }
}
