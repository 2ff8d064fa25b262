package io.framefarm.deploy.cli;

import java.net.http.HttpClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code farm models}: a name for what follows. */
@Command(
        description = "Looks at model files, checks packs, makes them ready and downloads them.",
        synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    private ModelsCommand() {}

    /** The command with its subcommands. */
    static CommandLine with(Terminal terminal) {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        return new CommandLine(new ModelsCommand())
                .addSubcommand("inspect", new InspectModel(terminal))
                .addSubcommand("verify", new VerifyModels(terminal))
                .addSubcommand("warm", new WarmModels(terminal))
                .addSubcommand("pull", new PullModels(terminal, client));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
