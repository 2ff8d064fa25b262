package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.http.HttpFarmClient;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** How a producer's command reaches the farm: over HTTP, or on Kafka. */
final class FarmChoice {

    @Mixin
    private final ServerOptions server = new ServerOptions();

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
        return server.connect();
    }

    FarmClient connect() {
        return overHttp().<FarmClient>map(http -> http).orElseGet(cluster::connect);
    }
}
