package io.framefarm.deploy.cli;

import io.framefarm.deploy.bench.MeasureCache;
import io.framefarm.deploy.bench.MeasureThroughput;
import io.framefarm.deploy.bench.SizingReport;
import io.framefarm.deploy.bench.StitchingRun;
import io.framefarm.deploy.redis.RedisUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm bench sizing}. */
@Command(
        description = {
            "Measures how much of workers, Kafka, stitchers and Redis each segment takes on this machine.",
            "What a segment takes to render is measured by `farm bench engine`."
        })
final class BenchSizing implements Callable<Integer> {

    private static final Duration SEGMENT = Duration.ofMillis(200);
    private static final int SEGMENTS = 40;
    private static final int STITCHED_SEGMENTS = 12;
    private static final int SEED = 1;

    private final Terminal terminal;
    private final InstantSource clock;

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            defaultValue = "512",
            description = "Width and height of the frames (default: ${DEFAULT-VALUE}).")
    private int side;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often stitching is measured; the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", description = "The results as one JSON object.")
    private boolean json;

    BenchSizing(Surroundings surroundings) {
        this.terminal = surroundings.terminal();
        this.clock = surroundings.clock();
    }

    @Override
    public Integer call() throws IOException, InterruptedException, RedisUnavailableException {
        SizingReport report = new SizingReport(
                side,
                new MeasureThroughput(SEGMENT, System::nanoTime, clock).measure(1, SEGMENTS),
                new StitchingRun(System::nanoTime, ProcessorTime::nanos, clock)
                        .measure(side, STITCHED_SEGMENTS, rounds, new SplittableRandom(SEED)),
                new MeasureCache(System::nanoTime, clock).measure());
        if (json) {
            terminal.out().println(report.json());
        } else {
            report.lines().forEach(terminal.out()::println);
        }
        return ExitCode.DONE.number();
    }
}
