package io.framefarm.deploy.cli;

import io.framefarm.protocol.v1.Pause;
import io.framefarm.protocol.v1.RenderCommand;
import picocli.CommandLine.Command;

/** {@code farm pause}. */
@Command(description = "Pauses a render: what is being rendered is finished, nothing more is started.")
final class PauseRender extends RenderChange {

    PauseRender(Surroundings surroundings) {
        super(surroundings, "will be paused");
    }

    @Override
    void addTo(RenderCommand.Builder command) {
        command.setPause(Pause.getDefaultInstance());
    }
}
