package io.framefarm.deploy.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framefarm.deploy.bench.MeasureWavefront;
import io.framefarm.deploy.bench.MeasureWavefront.Measured;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code farm bench wavefront}. */
@Command(
        description = {
            "Measures how much faster a fused shot is with more workers, which only pretend to render.",
            "Starts farms of its own in temporary folders."
        })
final class BenchWavefront implements Callable<Integer> {

    private final Terminal terminal;
    private final InstantSource clock;

    @Option(
            names = "--workers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,4",
            description = "Numbers of workers to measure, the first of which the others are compared with (default: "
                    + "${DEFAULT-VALUE}).")
    private List<Integer> workers = List.of();

    @Option(
            names = "--frames",
            paramLabel = "N",
            defaultValue = "256",
            description = "Length of the shot (default: ${DEFAULT-VALUE}).")
    private int frames;

    @Option(
            names = "--segment-ms",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "How long a worker pretends to render a window of 16 frames (default: ${DEFAULT-VALUE}).")
    private int segmentMs;

    @Option(names = "--json", description = "The results as one JSON object.")
    private boolean json;

    BenchWavefront(Surroundings surroundings) {
        this.terminal = surroundings.terminal();
        this.clock = surroundings.clock();
    }

    @Override
    public Integer call() {
        MeasureWavefront measure = new MeasureWavefront(Duration.ofMillis(segmentMs), System::nanoTime, clock);
        List<Measured> rows = new ArrayList<>();
        for (int count : workers) {
            terminal.err().println(count + " workers");
            rows.add(measure.measure(count, frames));
        }
        if (json) {
            terminal.out().println(report(rows));
        } else {
            rows.forEach(row -> terminal.out().println(line(row, rows.get(0))));
        }
        return ExitCode.DONE.number();
    }

    private static String line(Measured row, Measured first) {
        return String.format(
                Locale.ROOT,
                "%2d workers: %d frames, %d jobs in %.1f s: %.2f times %d",
                row.workers(),
                row.frames(),
                row.jobs(),
                row.seconds(),
                first.seconds() / row.seconds(),
                first.workers());
    }

    private static ObjectNode report(List<Measured> rows) {
        ObjectNode report = new ObjectMapper().createObjectNode();
        ArrayNode list = report.putArray("wavefront");
        for (Measured row : rows) {
            list.addObject()
                    .put("workers", row.workers())
                    .put("frames", row.frames())
                    .put("jobs", row.jobs())
                    .put("seconds", row.seconds())
                    .put("times_first", rows.get(0).seconds() / row.seconds());
        }
        return report;
    }
}
