package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.http.HttpFarmClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a producer's command reaches the farm: over HTTP, or on Kafka. */
final class FarmChoice {

    @Option(
            names = {"-s", "--server"},
            paramLabel = "URL",
            defaultValue = "${env:FARM_SERVER:-" + Option.NULL_VALUE + "}",
            description = "The farm's HTTP address, such as http://127.0.0.1:8080, instead of its Kafka cluster (also:"
                    + " FARM_SERVER).")
    private Optional<URI> server = Optional.empty();

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = "${env:FARM_API_KEY:-" + Option.NULL_VALUE + "}",
            description = "Key for --server, where the farm asks for one (also, and better: FARM_API_KEY).")
    private Optional<String> key = Optional.empty();

    @Mixin
    private final ClusterOptions cluster;

    FarmChoice(Surroundings surroundings) {
        this.cluster = new ClusterOptions(surroundings);
    }

    ClusterOptions cluster() {
        return cluster;
    }

    Path dataFolder() {
        return cluster.dataFolder();
    }

    /** The farm behind --server, if one was named. */
    Optional<HttpFarmClient> overHttp() {
        return server.map(address -> {
            if (!address.isAbsolute()
                    || address.getHost() == null
                    || !address.getScheme().startsWith("http")) {
                throw new CommandFailedException(
                        ExitCode.BAD_INPUT, "--server: `" + address + "` is not like http://HOST:PORT");
            }
            return HttpFarmClient.connect(address, key);
        });
    }

    FarmClient connect() {
        return overHttp().<FarmClient>map(http -> http).orElseGet(cluster::connect);
    }
}
