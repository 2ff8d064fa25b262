package io.framefarm.deploy.cli;

import io.framefarm.coordinator.plan.PlanningRate;
import io.framefarm.coordinator.stitch.kafka.MeasureStitching;
import io.framefarm.deploy.bench.FarmReport;
import io.framefarm.deploy.bench.MeasureLatency;
import io.framefarm.deploy.bench.MeasureThroughput;
import io.framefarm.deploy.bench.StitchingRun;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm bench farm}. */
@Command(
        description = {
            "Measures the farm around the renderer, with workers that only pretend to render.",
            "Starts farms of its own in temporary folders."
        })
final class BenchFarm implements Callable<Integer> {

    private static final int PLANNED_SEGMENTS = 200_000;
    private static final int STITCHED_SIDE = 512;
    private static final int SEED = 1;

    private final Terminal terminal;
    private final InstantSource clock;

    @Option(
            names = "--workers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,4,8,16,32,64",
            description = "Numbers of workers to measure (default: ${DEFAULT-VALUE}).")
    private List<Integer> workers = List.of();

    @Option(
            names = "--segment-ms",
            paramLabel = "MS",
            defaultValue = "200",
            description = "How long a worker pretends to render a segment (default: ${DEFAULT-VALUE}).")
    private int segmentMs;

    @Option(
            names = "--segments",
            paramLabel = "N",
            defaultValue = "40",
            description = "Segments for each worker (default: ${DEFAULT-VALUE}).")
    private int segmentsPerWorker;

    @Option(
            names = "--submissions",
            paramLabel = "N",
            defaultValue = "100",
            description = "Submissions whose latency is measured (default: ${DEFAULT-VALUE}).")
    private int submissions;

    @Option(
            names = "--stitched-segments",
            paramLabel = "N",
            defaultValue = "12",
            description = "Segments of the video that is stitched (default: ${DEFAULT-VALUE}).")
    private int stitchedSegments;

    @Option(
            names = "--stitched-rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often it is stitched; the median counts (default: ${DEFAULT-VALUE}).")
    private int stitchedRounds;

    @Option(names = "--json", description = "The results as one JSON object.")
    private boolean json;

    BenchFarm(Surroundings surroundings) {
        this.terminal = surroundings.terminal();
        this.clock = surroundings.clock();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireSome("--submissions", submissions);
        requireSome("--stitched-segments", stitchedSegments);
        requireSome("--stitched-rounds", stitchedRounds);
        say("planning");
        new PlanningRate(System::nanoTime).measure(PLANNED_SEGMENTS);
        PlanningRate.Measured planning = new PlanningRate(System::nanoTime).measure(PLANNED_SEGMENTS);
        say("latency of " + submissions + " submissions");
        MeasureLatency.Measured latency = new MeasureLatency(System::nanoTime, clock).measure(submissions);
        say("stitching");
        MeasureStitching.Result stitching = new StitchingRun(System::nanoTime, ProcessorTime::nanos, clock)
                .measure(STITCHED_SIDE, stitchedSegments, stitchedRounds, new SplittableRandom(SEED));
        List<MeasureThroughput.Measured> throughput = new ArrayList<>();
        for (int count : workers) {
            say(count + " workers");
            throughput.add(new MeasureThroughput(Duration.ofMillis(segmentMs), System::nanoTime, clock)
                    .measure(count, segmentsPerWorker));
        }
        print(new FarmReport(planning, latency, stitching, STITCHED_SIDE, throughput));
        return ExitCode.DONE.number();
    }

    private static void requireSome(String option, int count) {
        if (count < 1) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, option + ": " + count + " is below 1");
        }
    }

    private void say(String what) {
        terminal.err().println("measuring: " + what);
    }

    private void print(FarmReport report) {
        if (json) {
            terminal.out().println(report.json());
        } else {
            report.lines().forEach(terminal.out()::println);
        }
    }
}
