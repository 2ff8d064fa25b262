package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.http.HttpFarmClient;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a farm's HTTP API is, and the key to it. */
final class ServerOptions {

    @Option(
            names = {"-s", "--server"},
            paramLabel = "URL",
            defaultValue = "${env:FARM_SERVER:-" + Option.NULL_VALUE + "}",
            description =
                    "The farm's HTTP address, such as http://127.0.0.1:8080; it goes before other ways to the farm"
                            + " (also: FARM_SERVER).")
    private Optional<URI> server = Optional.empty();

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = "${env:FARM_API_KEY:-" + Option.NULL_VALUE + "}",
            description = "Key for the HTTP API, where the farm asks for one (also, and better: FARM_API_KEY).")
    private Optional<String> key = Optional.empty();

    /** The farm behind --server, if one was named. */
    Optional<HttpFarmClient> connect() {
        return server.map(this::connectTo);
    }

    HttpFarmClient connectTo(URI address) {
        if (!address.isAbsolute()
                || address.getHost() == null
                || !address.getScheme().startsWith("http")) {
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT, "--server: `" + address + "` is not like http://HOST:PORT");
        }
        return HttpFarmClient.connect(address, key);
    }
}
