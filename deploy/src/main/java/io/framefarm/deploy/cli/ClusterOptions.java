package io.framefarm.deploy.cli;

import io.framefarm.deploy.DataFolder;
import io.framefarm.deploy.client.FarmClient;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.ReadKafkaConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which farm a command speaks to: a named cluster, or the one that runs on the data folder. */
final class ClusterOptions {

    private final Connect connect;
    private final Map<String, String> environment;

    @Option(
            names = {"-b", "--bootstrap", "--kafka"},
            paramLabel = "HOST:PORT",
            defaultValue = "${env:FARM_BOOTSTRAP:-" + Option.NULL_VALUE + "}",
            description = "Kafka cluster of the farm (also: FARM_BOOTSTRAP). Without it, the farm of --data.")
    private Optional<String> bootstrap = Optional.empty();

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            defaultValue = "${env:FARM_KAFKA_CONFIG:-" + Option.NULL_VALUE + "}",
            description = "Kafka client properties for clusters with TLS or SASL (also: FARM_KAFKA_CONFIG);"
                    + " may name bootstrap.servers.")
    private Optional<Path> kafkaConfig = Optional.empty();

    @Mixin
    private final DataOption data = new DataOption();

    ClusterOptions(Surroundings surroundings) {
        this.connect = surroundings.connect();
        this.environment = surroundings.environment();
    }

    Path dataFolder() {
        return data.folder();
    }

    /** The named cluster, else the farm that runs on the data folder. */
    KafkaCluster require() {
        return find().orElseThrow(() -> new CommandFailedException(
                ExitCode.NO_FARM,
                "no farm runs on the data folder " + dataFolder()
                        + ". Start one with `farm serve`, or name a cluster with --bootstrap HOST:PORT."));
    }

    /** The same, if there is one. */
    Optional<KafkaCluster> find() {
        if (kafkaConfig.isPresent()) {
            return Optional.of(configured(kafkaConfig.get()));
        }
        return bootstrap.or(() -> DataFolder.runningFarm(dataFolder())).map(KafkaCluster::at);
    }

    FarmClient connect() {
        return connect.to(require());
    }

    private KafkaCluster configured(Path file) {
        try {
            return new ReadKafkaConfig(environment).read(file, bootstrap);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--kafka-config: " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--kafka-config: cannot read " + e.getMessage());
        }
    }
}
