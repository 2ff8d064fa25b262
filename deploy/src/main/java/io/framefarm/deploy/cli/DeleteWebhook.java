package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.http.HttpWebhooks;
import picocli.CommandLine.Command;

/** {@code farm webhooks delete}. */
@Command(description = "Forgets a webhook and what it has not been told.")
final class DeleteWebhook extends WebhookAction {

    DeleteWebhook(Terminal terminal) {
        super(terminal);
    }

    @Override
    String perform(HttpWebhooks webhooks, String id) {
        webhooks.delete(id);
        return id + ": is deleted";
    }
}
