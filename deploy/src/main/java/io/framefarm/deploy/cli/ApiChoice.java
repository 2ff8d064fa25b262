package io.framefarm.deploy.cli;

import io.framefarm.deploy.DataFolder;
import io.framefarm.deploy.client.http.HttpFarmClient;
import java.net.URI;
import picocli.CommandLine.Mixin;

/** Which farm's HTTP API a command speaks to that has no other way: a named one, or that of the data folder. */
final class ApiChoice {

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final DataOption data = new DataOption();

    HttpFarmClient connect() {
        return server.connect()
                .or(() -> DataFolder.runningApi(data.folder()).map(URI::create).map(server::connectTo))
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.NO_FARM,
                        "no farm with an HTTP API runs on the data folder " + data.folder()
                                + ". Start one with `farm serve`, or name one with --server http://HOST:PORT."));
    }
}
