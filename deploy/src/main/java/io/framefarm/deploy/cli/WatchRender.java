package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.RenderWatch;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm watch}. */
@Command(description = "Follows a render until it has ended.")
final class WatchRender implements Callable<Integer> {

    private static final Duration TICK = Duration.ofMillis(500);

    private final Terminal terminal;
    private final InstantSource clock;

    @Mixin
    private final FarmChoice choice;

    @Parameters(paramLabel = "RENDER", description = "Id of the render, or how it begins.")
    private String render = "";

    @Option(names = "--json", description = "Every change as one JSON object (RenderStatus) per line.")
    private boolean json;

    WatchRender(Surroundings surroundings) {
        this.choice = new FarmChoice(surroundings);
        this.terminal = surroundings.terminal();
        this.clock = surroundings.clock();
    }

    @Override
    public Integer call() {
        try (FarmClient farm = choice.connect();
                StatusFeed feed = farm.statuses()) {
            String renderId = FindRender.byIdOrPrefix(farm, render).getRenderId();
            RenderStatus end = json
                    ? new RenderWatch(feed, renderId, TICK).untilEnded(changesOnly())
                    : followed(feed, renderId, terminal, clock);
            return exitCode(end).number();
        }
    }

    /** Shows progress until the end. */
    static RenderStatus followed(StatusFeed feed, String renderId, Terminal terminal, InstantSource clock) {
        try (ShowProgress progress = new ShowProgress(terminal, clock)) {
            return new RenderWatch(feed, renderId, TICK).untilEnded(progress);
        }
    }

    static ExitCode exitCode(RenderStatus end) {
        return end.getState() == RenderState.RENDER_STATE_DONE ? ExitCode.DONE : ExitCode.RENDER_NOT_DONE;
    }

    private Consumer<RenderStatus> changesOnly() {
        return new Consumer<>() {
            private RenderStatus last = RenderStatus.getDefaultInstance();

            @Override
            public void accept(RenderStatus status) {
                if (!status.equals(last)) {
                    last = status;
                    terminal.out().println(Json.line(status));
                }
            }
        };
    }
}
