package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.RenderBoard;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.protocol.v1.RenderStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code farm list}. */
@Command(description = "Lists the renders that the farm remembers.")
final class ListRenders implements Callable<Integer> {

    private static final String ROW = "%-38s %-10s %-16s %-16s %s%n";

    private final Terminal terminal;

    @Mixin
    private final FarmChoice choice;

    @Option(names = "--json", description = "One JSON object (RenderStatus) per line.")
    private boolean json;

    ListRenders(Surroundings surroundings) {
        this.choice = new FarmChoice(surroundings);
        this.terminal = surroundings.terminal();
    }

    @Override
    public Integer call() {
        try (FarmClient farm = choice.connect();
                StatusFeed feed = farm.statuses()) {
            RenderBoard board = RenderBoard.read(feed);
            if (json) {
                board.all().forEach(status -> terminal.out().println(Json.line(status)));
            } else {
                terminal.out().printf(ROW, "RENDER", "STATE", "PRODUCER", "MODEL", "FRAMES");
                board.all().forEach(this::printRow);
            }
            return ExitCode.DONE.number();
        }
    }

    private void printRow(RenderStatus status) {
        String frames = status.getFramesRendered() + "/" + status.getFramesTotal();
        terminal.out()
                .printf(
                        ROW,
                        status.getRenderId(),
                        StateNames.of(status.getState()),
                        status.getProducer(),
                        status.getModel(),
                        frames);
    }
}
