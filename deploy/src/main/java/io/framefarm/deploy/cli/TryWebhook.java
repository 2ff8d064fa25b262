package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.http.HttpWebhooks;
import picocli.CommandLine.Command;

/** {@code farm webhooks test}. */
@Command(description = "Sends a message that says nothing.")
final class TryWebhook extends WebhookAction {

    TryWebhook(Terminal terminal) {
        super(terminal);
    }

    @Override
    String perform(HttpWebhooks webhooks, String id) {
        return id + ": will be sent " + webhooks.test(id);
    }
}
