package io.framefarm.deploy.cli;

import io.framefarm.deploy.kafka.ClusterAdmin;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.TopicSettings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code farm doctor}. */
@Command(
        description = {
            "Checks the cluster for settings whose defaults lose work, and names the fix of each.",
            "The roles ask the same before they start."
        })
final class Doctor implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster;

    @Mixin
    private final TopicOptions topics = new TopicOptions();

    Doctor(Surroundings surroundings) {
        this.cluster = new ClusterOptions(surroundings);
        this.terminal = surroundings.terminal();
    }

    @Override
    public Integer call() {
        KafkaCluster kafka = cluster.require();
        requireHealthy(kafka, topics.settings());
        terminal.out().println(kafka + ": nothing here would lose work.");
        return ExitCode.DONE.number();
    }

    /** Refuses a cluster with findings. */
    static void requireHealthy(KafkaCluster cluster, TopicSettings settings) {
        try (ClusterAdmin admin = ClusterAdmin.connect(cluster)) {
            List<String> findings = admin.findings(settings);
            if (!findings.isEmpty()) {
                throw new CommandFailedException(
                        ExitCode.NO_FARM,
                        "the cluster at " + cluster + " would lose work:\n  " + String.join("\n  ", findings));
            }
        }
    }
}
