package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentState;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm status}. */
@Command(description = "Shows how one render stands, and what went wrong in which segment.")
final class ShowRender implements Callable<Integer> {

    private final Terminal terminal;
    private final InstantSource clock;

    @Mixin
    private final FarmChoice choice;

    @Parameters(paramLabel = "RENDER", description = "Id of the render, or how it begins.")
    private String render = "";

    @Option(names = "--json", description = "The state as one JSON object (RenderStatus).")
    private boolean json;

    ShowRender(Surroundings surroundings) {
        this.choice = new FarmChoice(surroundings);
        this.terminal = surroundings.terminal();
        this.clock = surroundings.clock();
    }

    @Override
    public Integer call() {
        try (FarmClient farm = choice.connect()) {
            RenderStatus status = FindRender.byIdOrPrefix(farm, render);
            if (json) {
                terminal.out().println(Json.line(status));
            } else {
                print(status);
            }
            return ExitCode.DONE.number();
        }
    }

    private void print(RenderStatus status) {
        terminal.out().println(status.getRenderId() + ": " + RenderText.line(status, new Pace(clock).read(status)));
        status.getSegmentsList().stream()
                .filter(segment -> segment.getState() == SegmentState.SEGMENT_STATE_FAILED)
                .forEach(segment -> terminal.out()
                        .printf(
                                "  shot %d segment %d, attempt %d on %s: %s: %s%n",
                                segment.getShot() + 1,
                                segment.getSegment() + 1,
                                segment.getDispatch(),
                                segment.getWorker(),
                                segment.getFailure().getCode(),
                                segment.getFailure().getMessage()));
        if (status.hasVideo()) {
            terminal.out().println("  video: " + status.getVideo().getKey());
        }
    }
}
