package io.framefarm.deploy.cli;

import io.framefarm.coordinator.http.HttpSettings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the console and the HTTP API are served, and who is let in. */
final class HttpOptions {

    @Option(
            names = "--http-port",
            paramLabel = "N",
            defaultValue = "${env:FARM_HTTP_PORT:-" + Option.NULL_VALUE + "}",
            description =
                    "Port of the console and the HTTP API (also: FARM_HTTP_PORT; default: 8080, or a free one when"
                            + " that is taken).")
    private Optional<Integer> port = Optional.empty();

    @Option(
            names = "--http-host",
            paramLabel = "ADDRESS",
            defaultValue = "${env:FARM_HTTP_HOST:-127.0.0.1}",
            description = "Address that it listens at (also: FARM_HTTP_HOST; default: 127.0.0.1). Any other needs"
                    + " --http-keys.")
    private String host = "";

    @Option(
            names = "--http-keys",
            paramLabel = "FILE",
            defaultValue = "${env:FARM_HTTP_KEYS:-" + Option.NULL_VALUE + "}",
            description =
                    "Keys that callers need, as `farm keys create` makes them (also: FARM_HTTP_KEYS; default: none,"
                            + " and whoever is on this machine may do everything).")
    private Optional<Path> keys = Optional.empty();

    HttpSettings settings() {
        try {
            HttpSettings settings = HttpSettings.loopback(port.orElse(HttpSettings.DEFAULT_PORT), port.isEmpty())
                    .onHost(host);
            HttpSettings closed = keys.map(settings::withKeys).orElse(settings);
            closed.requireClosed();
            return closed;
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--" + e.getMessage());
        }
    }
}
