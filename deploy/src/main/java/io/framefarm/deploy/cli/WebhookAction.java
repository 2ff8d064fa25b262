package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.http.HttpFarmClient;
import io.framefarm.deploy.client.http.HttpWebhooks;
import io.framefarm.deploy.client.http.Webhook;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks the farm about one webhook, or for something to be done with it. */
abstract class WebhookAction implements Callable<Integer> {

    private static final IdOrPrefix WEBHOOK = new IdOrPrefix("webhook", "farm webhooks list");

    private final Terminal terminal;

    @Mixin
    private final ApiChoice api = new ApiChoice();

    @Parameters(paramLabel = "WEBHOOK", description = "Id of the webhook, or how it begins.")
    private String webhook = "";

    WebhookAction(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Does it; what there is to say of it. */
    abstract String perform(HttpWebhooks webhooks, String id);

    @Override
    public Integer call() {
        try (HttpFarmClient farm = api.connect()) {
            HttpWebhooks webhooks = farm.webhooks();
            String id = WEBHOOK.find(webhook, webhooks.list(), Webhook::id).id();
            terminal.out().println(perform(webhooks, id));
            return ExitCode.DONE.number();
        }
    }
}
