package io.framefarm.deploy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.framefarm.deploy.bench.MeasureBusy;
import io.framefarm.deploy.bench.MeasureBusy.Load;
import io.framefarm.deploy.bench.MeasureBusy.Measured;
import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.monitor.Monitor;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code farm bench busy}. */
@Command(
        description = {
            "Measures which part of the time a worker is inside ONNX Runtime while the queue is not empty.",
            "Starts a farm of its own with one worker and a stitcher in a temporary folder."
        })
final class BenchBusy implements Callable<Integer> {

    private static final double MILLIS = 1e6;

    private final Terminal terminal;
    private final InstantSource clock;

    @Option(
            names = "--pack",
            paramLabel = "NAME",
            defaultValue = "demo",
            description = "Model pack (default: ${DEFAULT-VALUE}).")
    private String pack = "";

    @Option(
            names = "--segments",
            paramLabel = "N",
            defaultValue = "40",
            description = "Segments of 16 frames, four for each prompt (default: ${DEFAULT-VALUE}).")
    private int segments;

    @Mixin
    private final SizeOptions size = new SizeOptions();

    @Mixin
    private final EngineOptions engine;

    @Option(names = "--json", description = "The results as one JSON object.")
    private boolean json;

    BenchBusy(Surroundings surroundings) {
        this.terminal = surroundings.terminal();
        this.clock = surroundings.clock();
        this.engine = new EngineOptions(clock);
    }

    @Override
    public Integer call() {
        if (segments < MeasureBusy.FEWEST_SEGMENTS) {
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT, "--segments: " + segments + " is below " + MeasureBusy.FEWEST_SEGMENTS);
        }
        Monitor monitor = new Monitor();
        Load load = new Load(pack, size.width(), size.height(), segments);
        try {
            Measured measured = new MeasureBusy(System::nanoTime, clock)
                    .measure(runs -> engine.renderers(monitor.metrics(), runs), load);
            terminal.out().println(json ? report(measured) : text(measured));
            return ExitCode.DONE.number();
        } catch (IllegalArgumentException | InvalidRequestException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
        }
    }

    private static String text(Measured measured) {
        return String.format(
                Locale.ROOT,
                "%d segments of %.0f ms: %.1f %% inside inference, %.1f %% beside it in segments, %.1f %% between"
                        + " segments",
                measured.segments(),
                segmentMillis(measured),
                100 * measured.inference(),
                100 * measured.beside(),
                100 * measured.between());
    }

    private static String report(Measured measured) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("segments", measured.segments())
                .put("segment_ms", segmentMillis(measured))
                .put("inference", measured.inference())
                .put("beside", measured.beside())
                .put("between", measured.between())
                .toString();
    }

    private static double segmentMillis(Measured measured) {
        return measured.time().toNanos() / MILLIS / measured.segments();
    }
}
