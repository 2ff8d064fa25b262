package io.framefarm.deploy.cli;

import io.framefarm.deploy.bench.AdaptersReport;
import io.framefarm.deploy.bench.MeasureAdapters;
import io.framefarm.deploy.bench.MeasureAdapters.Adapters;
import io.framefarm.deploy.redis.RedisUnavailableException;
import io.framefarm.worker.engine.pack.PackException;
import io.framefarm.worker.enginebench.BenchSize;
import io.framefarm.worker.inspect.MakeCheckpoint;
import io.framefarm.worker.runtime.OnnxRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code farm bench adapters}. */
@Command(
        description = {
            "Measures how long a worker takes to switch to another LoRA, against a whole segment in the same run.",
            "Without a pack: Stable Diffusion 1.5 with AnimateLCM in real size, with random weights; needs 16 GB of memory",
            "and 4 GB of disk. The LoRAs are random in any case."
        })
final class BenchAdapters implements Callable<Integer> {

    private final Terminal terminal;
    private final InstantSource clock;

    @Option(names = "--pack", paramLabel = "PACK", description = "Folder of a model pack, or its pack.yaml.")
    private Optional<Path> pack = Optional.empty();

    @Option(
            names = "--rank",
            paramLabel = "N",
            defaultValue = "64",
            description = "Rank of the LoRAs (default: ${DEFAULT-VALUE}, as AnimateLCM's).")
    private int rank;

    @Option(
            names = "--layers",
            paramLabel = "NAME",
            defaultValue = "transformers",
            description =
                    "${COMPLETION-CANDIDATES}: which layers of the UNet they change. transformers (default): all linear"
                            + " layers, as most LoRAs of styles. attention: its projections alone. all: convolutions, too, as"
                            + " AnimateLCM's.")
    private MakeCheckpoint.Layers layers = MakeCheckpoint.Layers.TRANSFORMERS;

    @Option(
            names = "--switches",
            paramLabel = "N",
            defaultValue = "2",
            description = "Switches of each kind, of which the median counts (default: ${DEFAULT-VALUE}).")
    private int switches;

    @Mixin
    private final SegmentOptions segmentOptions = new SegmentOptions();

    @Mixin
    private final RuntimeOptions runtimeOptions = new RuntimeOptions();

    @Option(names = "--json", description = "The results as one JSON object.")
    private boolean json;

    BenchAdapters(Surroundings surroundings) {
        this.terminal = surroundings.terminal();
        this.clock = surroundings.clock();
    }

    @Override
    public Integer call() throws IOException, RedisUnavailableException {
        try {
            Adapters adapters = new Adapters(rank, layers, switches);
            BenchSize segment = segmentOptions.segment();
            OnnxRuntime runtime = new OnnxRuntime(runtimeOptions.settings());
            AdaptersReport report =
                    new MeasureAdapters(runtime, System::nanoTime, clock).measure(pack, adapters, segment);
            if (json) {
                terminal.out().println(report.json());
            } else {
                report.lines().forEach(terminal.out()::println);
            }
            return ExitCode.DONE.number();
        } catch (IllegalArgumentException | PackException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
        }
    }
}
