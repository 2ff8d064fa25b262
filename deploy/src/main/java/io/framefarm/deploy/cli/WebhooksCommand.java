package io.framefarm.deploy.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code farm webhooks}: a name for what follows. */
@Command(description = "Has addresses told how renders end.", synopsisSubcommandLabel = "COMMAND")
final class WebhooksCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    private WebhooksCommand() {}

    /** The command with its subcommands. */
    static CommandLine with(Terminal terminal) {
        return new CommandLine(new WebhooksCommand())
                .addSubcommand("list", new ListWebhooks(terminal))
                .addSubcommand("create", new CreateWebhook(terminal))
                .addSubcommand("get", new ShowWebhook(terminal))
                .addSubcommand("delete", new DeleteWebhook(terminal))
                .addSubcommand("test", new TryWebhook(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
