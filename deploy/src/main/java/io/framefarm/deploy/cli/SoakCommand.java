package io.framefarm.deploy.cli;

import io.framefarm.deploy.chaos.ChaosFailedException;
import io.framefarm.deploy.chaos.ChaosSettings;
import io.framefarm.deploy.chaos.RunSoak;
import io.framefarm.deploy.chaos.SoakReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm soak}. */
@Command(
        description = {
            "Lets a farm in which every part is a process of its own render at full rate, and watches the memory of each.",
            "Workers pretend to render; for a while nobody takes their frames. Ends with 1 when a process grows."
        })
final class SoakCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final InstantSource clock;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "3",
            description = "2 to 16 (default: ${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--segment-ms",
            paramLabel = "MS",
            defaultValue = "50",
            description = "How long a worker pretends to render a window (default: ${DEFAULT-VALUE}).")
    private long segmentMs;

    SoakCommand(Surroundings surroundings) {
        this.terminal = surroundings.terminal();
        this.clock = surroundings.clock();
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("farm-soak-");
        try {
            ChaosSettings settings = new ChaosSettings(
                    folder,
                    RoleProcesses.command(),
                    workers,
                    Duration.ofMillis(segmentMs),
                    Duration.ofSeconds(15),
                    1,
                    Set.of(),
                    1,
                    Duration.ofMinutes(5));
            SoakReport report = new RunSoak(
                            settings, Duration.ofMinutes(minutes), RoleProcesses.ways(), clock, terminal.err()::println)
                    .run();
            report.lines().forEach(terminal.out()::println);
            return (report.growing().isEmpty() ? ExitCode.DONE : ExitCode.RENDER_NOT_DONE).number();
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--" + e.getMessage());
        } catch (ChaosFailedException e) {
            throw new CommandFailedException(
                    ExitCode.RENDER_NOT_DONE, e.getMessage() + " (the logs are in " + folder.resolve("logs") + ")");
        }
    }
}
