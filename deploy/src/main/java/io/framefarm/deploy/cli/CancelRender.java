package io.framefarm.deploy.cli;

import io.framefarm.protocol.v1.Cancel;
import io.framefarm.protocol.v1.RenderCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm cancel}. */
@Command(description = "Cancels a render; workers drop what they hold of it within a sampling step.")
final class CancelRender extends RenderChange {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Kept with the render (default: ${DEFAULT-VALUE}).")
    private String reason = "cancelled from the command line";

    CancelRender(Surroundings surroundings) {
        super(surroundings, "will be cancelled");
    }

    @Override
    void addTo(RenderCommand.Builder command) {
        command.setCancel(Cancel.newBuilder().setReason(reason));
    }
}
