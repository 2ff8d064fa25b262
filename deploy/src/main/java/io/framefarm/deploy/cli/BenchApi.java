package io.framefarm.deploy.cli;

import io.framefarm.deploy.bench.ApiLoad;
import io.framefarm.deploy.bench.ApiReport;
import io.framefarm.deploy.bench.MeasureApi;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm bench api}. */
@Command(
        description = {
            "Measures how fast the HTTP API answers many readers, on a server of its own without a farm behind it.",
            "Callers and server share this machine's processors."
        })
final class BenchApi implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "500",
            description = "Clients at the same time (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--renders",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Renders in the list (default: ${DEFAULT-VALUE}).")
    private int renders;

    @Option(
            names = "--pause-ms",
            paramLabel = "MS",
            defaultValue = "500",
            description = "What a client waits between an answer and its next request; 0 asks as fast as it can"
                    + " (default: ${DEFAULT-VALUE}).")
    private int pauseMs;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Length of the measurement (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--slow",
            paramLabel = "N",
            defaultValue = "100",
            description = "Listeners that never read, and as many connections that send half a request"
                    + " (default: ${DEFAULT-VALUE}).")
    private int slow;

    @Option(
            names = "--changes",
            paramLabel = "N",
            defaultValue = "200",
            description = "Changes of renders a second meanwhile (default: ${DEFAULT-VALUE}).")
    private int changes;

    @Option(names = "--json", description = "The results as one JSON object.")
    private boolean json;

    BenchApi(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        ApiReport report = new MeasureApi(System::nanoTime, surroundings.clock()).measure(load());
        surroundings.terminal().out().println(json ? report.json() : report.text());
        return ExitCode.DONE.number();
    }

    private ApiLoad load() {
        try {
            return new ApiLoad(
                    clients, renders, Duration.ofMillis(pauseMs), Duration.ofSeconds(seconds), slow, changes);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--" + e.getMessage());
        }
    }
}
