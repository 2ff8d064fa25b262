package io.framefarm.deploy.cli;

import io.framefarm.deploy.log.FarmLog;
import io.framefarm.deploy.simulation.Histories;
import io.framefarm.deploy.simulation.History;
import io.framefarm.deploy.simulation.SurvivalReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm simulate}. */
@Command(
        description = {
            "Lives through many histories of a whole farm in virtual time, each with its own faults.",
            "The coordinator's core, the workers' way of serving jobs and the stitching are the real ones.",
            "Ends with 1 when a guarantee was broken, and names the seed that breaks it again."
        })
final class SimulateFarm implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--histories",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private long histories;

    @Option(
            names = "--from",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Seed of the first; the others follow (default: ${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--seed", paramLabel = "SEED", description = "Only this history, and its story line by line.")
    private Optional<Long> seed = Optional.empty();

    SimulateFarm(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Histories simulated = new Histories(Path.of(System.getProperty("java.io.tmpdir"), "framefarm-simulation"));
        if (seed.isPresent()) {
            return tell(simulated.tell(seed.get())).number();
        }
        // Warnings of what is done to the parts would be some twenty lines for each history.
        FarmLog.silence();
        return print(simulated.run(from, histories)).number();
    }

    private ExitCode tell(History history) {
        history.story().forEach(terminal.out()::println);
        terminal.out().println(history.counts());
        history.breaches().forEach(breach -> terminal.out().println("BROKEN: " + breach));
        return history.breaches().isEmpty() ? ExitCode.DONE : ExitCode.RENDER_NOT_DONE;
    }

    private ExitCode print(SurvivalReport report) {
        report.lines().forEach(terminal.out()::println);
        return report.broken().isEmpty() ? ExitCode.DONE : ExitCode.RENDER_NOT_DONE;
    }
}
