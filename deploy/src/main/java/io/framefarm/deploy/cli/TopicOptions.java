package io.framefarm.deploy.cli;

import io.framefarm.protocol.kafka.TopicSettings;
import io.framefarm.protocol.kafka.Topics;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an operator chooses about the topics. */
final class TopicOptions {

    @Option(
            names = "--pool",
            paramLabel = "NAME",
            defaultValue = Topics.DEFAULT_POOL,
            description = "A pool of workers; give it once for each pool (default: ${DEFAULT-VALUE}).")
    private Set<String> pools = Set.of();

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "1",
            description = "Copies of each record: 1 on a single broker, 3 in a cluster that must lose nothing"
                    + " (default: ${DEFAULT-VALUE}).")
    private int replication;

    @Mixin
    private final LockOption lock = new LockOption();

    TopicSettings settings() {
        try {
            return lock.in(TopicSettings.singleBroker().withPools(pools).withReplication(replication));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
        }
    }
}
