package io.framefarm.deploy.cli;

import io.framefarm.deploy.client.FarmClient;
import io.framefarm.protocol.v1.LogLine;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm logs}. */
@Command(
        description = {
            "Shows what all processes of the farm have logged of one render, in order. Times are UTC.",
            "Lines are kept for a day; a segment is SHOT/SEGMENT and an attempt DISPATCH.DELIVERY, as in the logs."
        })
final class ShowLogs implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Terminal terminal;

    @Mixin
    private final FarmChoice choice;

    @Parameters(paramLabel = "RENDER", description = "Id of the render, or how it begins.")
    private String render = "";

    @Option(names = "--json", description = "One JSON object for each line (LogLine).")
    private boolean json;

    ShowLogs(Surroundings surroundings) {
        this.choice = new FarmChoice(surroundings);
        this.terminal = surroundings.terminal();
    }

    @Override
    public Integer call() {
        try (FarmClient farm = choice.connect()) {
            List<LogLine> lines =
                    farm.logs(FindRender.byIdOrPrefix(farm, render).getRenderId());
            lines.forEach(line -> terminal.out().println(json ? Json.line(line) : text(line)));
            if (lines.isEmpty()) {
                terminal.err().println("farm: nothing was logged of this render (processes log at FARM_LOG_LEVEL)");
            }
            return ExitCode.DONE.number();
        }
    }

    private static String text(LogLine line) {
        String text = "%s %-5s %-16s %-6s %-4s %s"
                .formatted(
                        TIME.format(Instant.ofEpochMilli(line.getAtMs())),
                        line.getLevel(),
                        line.getWorker().isEmpty() ? line.getSource() : line.getWorker(),
                        line.getSegment(),
                        line.getAttempt(),
                        line.getMessage());
        return line.getStackTrace().isEmpty()
                ? text
                : text + System.lineSeparator() + line.getStackTrace().stripTrailing();
    }
}
