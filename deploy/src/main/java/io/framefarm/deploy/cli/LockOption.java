package io.framefarm.deploy.cli;

import io.framefarm.protocol.kafka.TopicSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How soon a frozen worker loses its segment. All roles have to be told the same. */
final class LockOption {

    @Option(
            names = "--lock-seconds",
            paramLabel = "N",
            defaultValue = "${env:FARM_LOCK_SECONDS:-15}",
            description = "For how long the broker keeps a segment for a worker that is silent; the same for all roles"
                    + " (also: FARM_LOCK_SECONDS; default: 15, the least that brokers allow by default).")
    private long seconds;

    /** @throws IllegalArgumentException when no broker could do that */
    TopicSettings in(TopicSettings settings) {
        return settings.withLockDuration(Duration.ofSeconds(seconds));
    }
}
