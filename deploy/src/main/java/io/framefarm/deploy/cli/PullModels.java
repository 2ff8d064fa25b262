package io.framefarm.deploy.cli;

import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.inspect.DownloadFile;
import io.framefarm.worker.inspect.PullPack;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm models pull}. */
@Command(
        description = {
            "Downloads the files of a pack that are not there yet, and checks their hashes.",
            "A download that broke off goes on where it stopped."
        })
final class PullModels implements Callable<Integer> {

    private final Terminal terminal;
    private final HttpClient client;

    @Parameters(paramLabel = "PACK", description = "A pack.yaml, or the folder it is in.")
    private Path pack = Path.of("");

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "${env:FARM_MODELS_ENDPOINT}",
            description = "A mirror to use instead of the hosts that the pack names.")
    private @Nullable URI endpoint;

    PullModels(Terminal terminal, HttpClient client) {
        this.terminal = terminal;
        this.client = client;
    }

    @Override
    public Integer call() {
        ModelPack read = Attempt.orExplain(() -> PackArgument.read(pack));
        PullProgress progress = new PullProgress(terminal);
        PullPack pull = new PullPack(new DownloadFile(client, progress), Optional.ofNullable(endpoint));
        Attempt.orExplain(() -> {
            pull.pull(read);
            return read;
        });
        progress.finish();
        terminal.out().println("pack " + read.name() + ": all files are there; check them: farm models verify " + pack);
        return ExitCode.DONE.number();
    }
}
