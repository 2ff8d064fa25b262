package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.http.HttpFarmClient;
import io.framefarm.deploy.client.http.Webhook;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code farm webhooks list}. */
@Command(description = "Lists the webhooks that the caller may change.")
final class ListWebhooks implements Callable<Integer> {

    private static final String ROW = "%-16s %-16s %-8s %7s %s%n";

    private final Terminal terminal;

    @Mixin
    private final ApiChoice api = new ApiChoice();

    @Option(names = "--json", description = "One JSON object (Webhook) per line.")
    private boolean json;

    ListWebhooks(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (HttpFarmClient farm = api.connect()) {
            List<Webhook> webhooks = farm.webhooks().list();
            if (json) {
                webhooks.forEach(webhook -> terminal.out().println(webhook.json()));
            } else {
                terminal.out().printf(ROW, "WEBHOOK", "PRODUCER", "DISABLED", "WAITING", "URL");
                webhooks.forEach(this::printRow);
            }
            return ExitCode.DONE.number();
        }
    }

    private void printRow(Webhook webhook) {
        terminal.out()
                .printf(
                        ROW,
                        webhook.id(),
                        WebhookText.producer(webhook),
                        webhook.field("disabled").isPresent() ? "yes" : "no",
                        webhook.field("waiting").orElse(""),
                        webhook.field("url").orElse(""));
    }
}
