package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.protocol.v1.RenderCommand;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code farm submit}. */
@Command(description = "Sends a render to the farm and prints its id.")
final class SubmitRender implements Callable<Integer> {

    private final Terminal terminal;
    private final NewRenders newRenders;
    private final InstantSource clock;

    @Mixin
    private final FarmChoice choice;

    @Mixin
    private final StoreOptions store;

    @Mixin
    private final DraftOption draft = new DraftOption();

    @Parameters(paramLabel = "REQUEST", description = "File with the request, YAML or JSON.")
    private Path request = Path.of("");

    SubmitRender(Surroundings surroundings, NewRenders newRenders) {
        this.choice = new FarmChoice(surroundings);
        this.store = new StoreOptions(surroundings.environment());
        this.clock = surroundings.clock();
        this.terminal = surroundings.terminal();
        this.newRenders = newRenders;
    }

    @Override
    public Integer call() {
        RenderCommand command =
                draft.applied(newRenders.fromFile(request, () -> store.open(choice.dataFolder(), clock)));
        try (FarmClient farm = choice.connect()) {
            terminal.out().println(farm.send(command));
        }
        return ExitCode.DONE.number();
    }
}
