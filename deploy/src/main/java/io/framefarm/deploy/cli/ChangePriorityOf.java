package io.framefarm.deploy.cli;

import io.framefarm.protocol.Limits;
import io.framefarm.protocol.v1.ChangePriority;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code farm priority}. */
@Command(description = "Gives a render another priority; what has not begun to render follows it at once.")
final class ChangePriorityOf extends RenderChange {

    @Parameters(index = "1", paramLabel = "PRIORITY", description = "-100 to 100; higher is sooner, 0 is ordinary.")
    private int priority;

    ChangePriorityOf(Surroundings surroundings) {
        super(surroundings, "has another priority");
    }

    @Override
    void requirePossible(RenderStatus status) {
        super.requirePossible(status);
        if (priority < Limits.MIN_PRIORITY || priority > Limits.MAX_PRIORITY) {
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT,
                    "PRIORITY: %d (allowed: %d to %d)".formatted(priority, Limits.MIN_PRIORITY, Limits.MAX_PRIORITY));
        }
    }

    @Override
    void addTo(RenderCommand.Builder command) {
        command.setChangePriority(ChangePriority.newBuilder().setPriority(priority));
    }
}
