package io.framefarm.deploy.cli;

import io.framefarm.deploy.kafka.ClusterAdmin;
import io.framefarm.protocol.kafka.TopicSettings;
import io.framefarm.protocol.kafka.TopicSpec;
import io.framefarm.protocol.kafka.Topics;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code farm topics create}. */
@Command(description = "Creates missing topics and corrects the settings of topics and share groups; loses nothing.")
final class CreateTopics implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster;

    @Mixin
    private final TopicOptions topics = new TopicOptions();

    CreateTopics(Surroundings surroundings) {
        this.cluster = new ClusterOptions(surroundings);
        this.terminal = surroundings.terminal();
    }

    @Override
    public Integer call() {
        TopicSettings settings = topics.settings();
        try (ClusterAdmin admin = ClusterAdmin.connect(cluster.require())) {
            admin.createTopics(settings);
        }
        for (TopicSpec topic : Topics.all(settings.pools())) {
            terminal.out().println(topic.name());
        }
        return ExitCode.DONE.number();
    }
}
