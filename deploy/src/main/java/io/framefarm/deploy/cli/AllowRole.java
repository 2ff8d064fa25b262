package io.framefarm.deploy.cli;

import io.framefarm.deploy.kafka.AccessRole;
import io.framefarm.deploy.kafka.ClusterAdmin;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code farm topics allow}. */
@Command(
        description = {
            "Lets a principal do on the cluster what its role needs, and nothing else; adds rules and removes none.",
            "To be asked by somebody who may change access rules."
        })
final class AllowRole implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final ClusterOptions cluster;

    @Parameters(paramLabel = "ROLE", description = "${COMPLETION-CANDIDATES}, in any case.")
    private AccessRole role = AccessRole.PRODUCER;

    @Parameters(paramLabel = "PRINCIPAL", description = "As the brokers know it, such as User:worker-7.")
    private String principal = "";

    AllowRole(Surroundings surroundings) {
        this.cluster = new ClusterOptions(surroundings);
        this.terminal = surroundings.terminal();
    }

    @Override
    public Integer call() {
        if (!principal.matches("[A-Za-z]+:.+")) {
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT, "PRINCIPAL: `" + principal + "` has no type (allowed: such as User:worker-7)");
        }
        try (ClusterAdmin admin = ClusterAdmin.connect(cluster.require())) {
            admin.allow(role, principal).forEach(terminal.out()::println);
        }
        return ExitCode.DONE.number();
    }
}
