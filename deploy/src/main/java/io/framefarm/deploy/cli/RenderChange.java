package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.RenderWatch;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks the farm to treat one render differently; returns when the broker has the wish, not when it is fulfilled. */
abstract class RenderChange implements Callable<Integer> {

    private final Terminal terminal;
    private final String outcome;

    @Mixin
    private final FarmChoice choice;

    @Parameters(index = "0", paramLabel = "RENDER", description = "Id of the render, or how it begins.")
    private String render = "";

    RenderChange(Surroundings surroundings, String outcome) {
        this.choice = new FarmChoice(surroundings);
        this.terminal = surroundings.terminal();
        this.outcome = outcome;
    }

    /** Adds what is wished to a command that names the render already. */
    abstract void addTo(RenderCommand.Builder command);

    /** Refuses what the render's state does not allow, before it is sent. */
    void requirePossible(RenderStatus status) {
        if (RenderWatch.hasEnded(status)) {
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT,
                    status.getRenderId() + " has ended already: it is " + StateNames.of(status.getState()));
        }
    }

    @Override
    public Integer call() {
        try (FarmClient farm = choice.connect()) {
            RenderStatus status = FindRender.byIdOrPrefix(farm, render);
            requirePossible(status);
            RenderCommand.Builder command = RenderCommand.newBuilder().setRenderId(status.getRenderId());
            addTo(command);
            farm.send(command.build());
            terminal.out().println(status.getRenderId() + ": " + outcome);
            return ExitCode.DONE.number();
        }
    }
}
