package io.framefarm.deploy.cli;

import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.Retry;
import picocli.CommandLine.Command;

/** {@code farm retry}. */
@Command(description = "Gives a failed render another go; what is rendered stays rendered.")
final class RetryRender extends RenderChange {

    RetryRender(Surroundings surroundings) {
        super(surroundings, "will be tried again");
    }

    @Override
    void requirePossible(RenderStatus status) {
        if (status.getState() != RenderState.RENDER_STATE_FAILED) {
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT,
                    status.getRenderId() + " has not failed: it is " + StateNames.of(status.getState()));
        }
    }

    @Override
    void addTo(RenderCommand.Builder command) {
        command.setRetry(Retry.getDefaultInstance());
    }
}
