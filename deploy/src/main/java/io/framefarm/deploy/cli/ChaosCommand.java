package io.framefarm.deploy.cli;

import io.framefarm.deploy.chaos.ChaosFailedException;
import io.framefarm.deploy.chaos.ChaosReport;
import io.framefarm.deploy.chaos.ChaosSettings;
import io.framefarm.deploy.chaos.Mishap;
import io.framefarm.deploy.chaos.RunChaos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm chaos}. */
@Command(
        description = {
            "Starts a farm in which every part is a process of its own, and lets mishaps happen to it while it renders:",
            "processes are killed, frozen, cut off and starved, disks fill up. Then proves that nothing came of it.",
            "Workers pretend to render. Ends with 1 when a guarantee was broken."
        })
final class ChaosCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final InstantSource clock;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "3",
            description = "2 to 16 (default: ${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--segment-ms",
            paramLabel = "MS",
            defaultValue = "800",
            description = "How long a worker pretends to render a window (default: ${DEFAULT-VALUE}).")
    private long segmentMs;

    @Option(
            names = "--lock-seconds",
            paramLabel = "N",
            defaultValue = "15",
            description = "For how long the broker keeps a segment for a worker that is silent"
                    + " (default: ${DEFAULT-VALUE}).")
    private long lockSeconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "2",
            description = "How often each mishap happens (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--mishap",
            paramLabel = "NAME",
            description = "Only these: ${COMPLETION-CANDIDATES}. Give it once for each (default: all).")
    private Set<Mishap> mishaps = EnumSet.allOf(Mishap.class);

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides the order of the mishaps in each round (default: ${DEFAULT-VALUE}).")
    private long seed;

    ChaosCommand(Surroundings surroundings) {
        this.terminal = surroundings.terminal();
        this.clock = surroundings.clock();
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("farm-chaos-");
        ChaosReport report;
        try {
            report = new RunChaos(settings(folder), RoleProcesses.ways(), clock, terminal.err()::println).run();
        } catch (ChaosFailedException e) {
            throw new CommandFailedException(
                    ExitCode.RENDER_NOT_DONE, e.getMessage() + " (the logs are in " + folder.resolve("logs") + ")");
        }
        report.lines().forEach(terminal.out()::println);
        return (report.breaches().isEmpty() ? ExitCode.DONE : ExitCode.RENDER_NOT_DONE).number();
    }

    private ChaosSettings settings(Path folder) {
        try {
            return new ChaosSettings(
                    folder,
                    RoleProcesses.command(),
                    workers,
                    Duration.ofMillis(segmentMs),
                    Duration.ofSeconds(lockSeconds),
                    rounds,
                    mishaps,
                    seed,
                    Duration.ofMinutes(3));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--" + e.getMessage());
        }
    }
}
