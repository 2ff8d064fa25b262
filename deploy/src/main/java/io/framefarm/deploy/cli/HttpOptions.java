package io.framefarm.deploy.cli;

import io.framefarm.coordinator.http.HttpSettings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the console and the HTTP API are served. */
final class HttpOptions {

    @Option(
            names = "--http-port",
            paramLabel = "N",
            defaultValue = "${env:FARM_HTTP_PORT:-" + Option.NULL_VALUE + "}",
            description =
                    "Port of the console and the HTTP API (also: FARM_HTTP_PORT; default: 8080, or a free one when"
                            + " that is taken).")
    private Optional<Integer> port = Optional.empty();

    HttpSettings settings() {
        try {
            return HttpSettings.loopback(port.orElse(HttpSettings.DEFAULT_PORT), port.isEmpty());
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--" + e.getMessage());
        }
    }
}
