package io.framefarm.deploy.cli;

import io.framefarm.deploy.DataFolder;
import io.framefarm.deploy.client.FarmClient;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which farm a command speaks to: a named cluster, or the one that runs on the data folder. */
final class ClusterOptions {

    private final Connect connect;

    @Option(
            names = {"-b", "--bootstrap"},
            paramLabel = "HOST:PORT",
            defaultValue = "${env:FARM_BOOTSTRAP:-" + Option.NULL_VALUE + "}",
            description = "Kafka cluster of the farm (also: FARM_BOOTSTRAP). Without it, the farm of --data.")
    private Optional<String> bootstrap = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:FARM_DATA:-" + Option.NULL_VALUE + "}",
            description = "Data folder of the all-in-one farm (also: FARM_DATA; default: ~/.framefarm).")
    private Optional<Path> data = Optional.empty();

    ClusterOptions(Connect connect) {
        this.connect = connect;
    }

    Optional<String> bootstrap() {
        return bootstrap;
    }

    Path dataFolder() {
        return data.orElseGet(DataFolder::inHome);
    }

    /** The named cluster, else the farm that runs on the data folder. */
    String requireBootstrap() {
        return bootstrap
                .or(() -> DataFolder.runningFarm(dataFolder()))
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.NO_FARM,
                        "no farm runs on the data folder " + dataFolder()
                                + ". Start one with `farm serve`, or name a cluster with --bootstrap HOST:PORT."));
    }

    FarmClient connect() {
        return connect.to(requireBootstrap());
    }
}
