package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.http.HttpFarmClient;
import io.framefarm.deploy.client.http.Webhook;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm webhooks create}. */
@Command(
        description = {
            "Has an address told of renders that end from now on.",
            "Prints the webhook with the secret that signs its messages, as Standard Webhooks says; it is shown this once."
        })
final class CreateWebhook implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final ApiChoice api = new ApiChoice();

    @Parameters(paramLabel = "URL", description = "Where messages are sent: https on a public address.")
    private String url = "";

    @Option(
            names = "--events",
            paramLabel = "EVENT",
            split = ",",
            description = "What it is told of: render.done, render.failed, render.cancelled (default: all).")
    private List<String> events = List.of();

    @Option(
            names = "--producer",
            paramLabel = "NAME",
            description = "Whose renders (default: those of the key's producer, or everybody's).")
    private String producer = "";

    @Option(names = "--json", description = "The webhook as one JSON object (Webhook).")
    private boolean json;

    CreateWebhook(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (HttpFarmClient farm = api.connect()) {
            Webhook webhook = farm.webhooks().create(url, events, producer);
            terminal.out().println(json ? webhook.json() : WebhookText.of(webhook));
            return ExitCode.DONE.number();
        }
    }
}
