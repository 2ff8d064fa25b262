package io.framefarm.deploy.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.engine.Cancellation;
import io.framefarm.worker.engine.Engine;
import io.framefarm.worker.engine.EngineSettings;
import io.framefarm.worker.engine.Recipe;
import io.framefarm.worker.engine.Sampling;
import io.framefarm.worker.engine.Stage;
import io.framefarm.worker.engine.StageTimes;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.engine.pack.PackDefaults;
import io.framefarm.worker.engine.pack.PackException;
import io.framefarm.worker.enginebench.BenchSize;
import io.framefarm.worker.enginebench.BenchedNetworks;
import io.framefarm.worker.enginebench.Comparison;
import io.framefarm.worker.enginebench.EngineBench;
import io.framefarm.worker.enginebench.Measurement;
import io.framefarm.worker.enginebench.PeakMemory;
import io.framefarm.worker.enginebench.RandomWeights;
import io.framefarm.worker.enginebench.SideBySide;
import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.runtime.OnnxRuntime;
import io.framefarm.worker.text.PromptSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code farm bench engine}. */
@Command(
        description = {
            "Measures each network of a pack beside the rates of matrix products and of memory in the same run.",
            "Without a pack: Stable Diffusion 1.5, AnimateLCM and TAESD in real size, with random weights; needs about 12 GB.",
            "With --precision int8 on a processor, the UNet in 8 bits runs in turns with the one in 32."
        })
final class BenchEngine implements Callable<Integer> {

    private static final int SEED = 1;
    private static final long CACHE_BYTES = 64L << 20;

    private final Terminal terminal;

    @Option(names = "--pack", paramLabel = "PACK", description = "Folder of a model pack, or its pack.yaml.")
    private @Nullable Path pack;

    @Mixin
    private final SegmentOptions segmentOptions = new SegmentOptions();

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Runs of each network, and with --pack of whole segments, of which the median counts"
                    + " (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description = "With 2 and more: also so many segments side by side in one run of the UNet, in turns with"
                    + " as many runs of one segment (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "With 2 and more: also so many steps in one run of the UNet, in turns with as many runs of one"
                            + " step, and a whole segment of so many (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Mixin
    private final RuntimeOptions runtimeOptions = new RuntimeOptions();

    @Option(names = "--json", description = "The results as one JSON object.")
    private boolean json;

    BenchEngine(Surroundings surroundings) {
        this.terminal = surroundings.terminal();
    }

    @Override
    public Integer call() throws IOException {
        try {
            requirePositive("--batch", batch);
            requirePositive("--steps", steps);
            OnnxRuntime runtime = new OnnxRuntime(runtimeOptions.settings());
            ObjectNode report = new ObjectMapper().createObjectNode();
            say(
                    report,
                    "provider",
                    runtime.provider().provider() + " (" + runtime.provider().reason() + ")");
            if (pack == null) {
                measureRandom(runtime, report);
            } else {
                measurePack(runtime, ModelFolder.ofPack(pack), report);
            }
            PeakMemory.sizeBytes().ifPresent(bytes -> say(report, "peak_memory_bytes", Long.toString(bytes)));
            if (json) {
                terminal.out().println(report);
            }
            return ExitCode.DONE.number();
        } catch (IllegalArgumentException | PackException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
        }
    }

    private static void requirePositive(String option, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(option + ": " + count + " (allowed: 1 and more)");
        }
    }

    private void measureRandom(OnnxRuntime runtime, ObjectNode report) throws IOException {
        Path file = Files.createTempFile("farm-bench-engine", ".weights");
        try {
            RandomWeights weights =
                    RandomWeights.write(file, BenchedNetworks.LARGEST_TENSOR, new SplittableRandom(SEED));
            measureNetworks(runtime, BenchedNetworks.random(weights), report);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void measurePack(OnnxRuntime runtime, ModelFolder models, ObjectNode report) throws IOException {
        String name = models.names().iterator().next();
        measureNetworks(runtime, BenchedNetworks.of(models.pack(name)), report);
        LocalTensorCache cache = new LocalTensorCache(CACHE_BYTES, CacheEvents.IGNORED);
        try (Engine engine = new Engine(models, runtime, EngineSettings.usual(), cache, System::nanoTime)) {
            List<StageTimes> times = renderSegments(engine, name);
            for (Stage stage : Stage.values()) {
                say(report, stage.name().toLowerCase(Locale.ROOT) + "_ms", medianMillis(times, run -> run.of(stage)));
            }
            say(report, "segment_ms", medianMillis(times, StageTimes::total));
        }
    }

    /** The first one is not counted: it allocates what the others reuse. */
    private List<StageTimes> renderSegments(Engine engine, String name) {
        List<StageTimes> times = new ArrayList<>();
        for (int i = 0; i <= runs; i++) {
            times.add(engine.render(segment(name, engine.defaults(name), i), frame -> {}, new Cancellation()));
        }
        return times.subList(1, times.size());
    }

    private static String medianMillis(List<StageTimes> times, Function<StageTimes, Duration> duration) {
        List<Duration> sorted = times.stream().map(duration).sorted().toList();
        return Long.toString(sorted.get(sorted.size() / 2).toMillis());
    }

    /** A text of its own, or the cache would have its embeddings. */
    private Recipe segment(String name, PackDefaults defaults, int number) {
        Sampling sampling =
                new Sampling(defaults.sampler().kind(), defaults.steps(), defaults.guidance(), NoiseKind.PHILOX);
        PromptSchedule prompt = PromptSchedule.of("measurement " + number);
        BenchSize size = segmentOptions.segment();
        return new Recipe(
                name, List.of(), prompt, "", SEED, 0, 0, size.frames(), size.width(), size.height(), sampling);
    }

    private void measureNetworks(OnnxRuntime runtime, BenchedNetworks networks, ObjectNode report) {
        EngineBench bench = new EngineBench(runtime, System::nanoTime, new SplittableRandom(SEED), runs);
        BenchSize size = segmentOptions.segment();
        if (!json) {
            terminal.out().println(Measurement.HEADINGS);
        }
        say(report, bench.textEncoder(networks));
        say(report, bench.unet(networks, size));
        say(report, bench.vaeDecoder(networks, size));
        networks.draftDecoder().ifPresent(decoder -> say(report, bench.draftDecoder(decoder, size)));
        if (runtime.operators().areInBytes()) {
            say(report, bench.unetInBytes(networks, size));
        }
        if (batch > 1) {
            say(report, bench.segmentsTogether(networks, size, batch));
        }
        if (steps > 1) {
            say(report, bench.stepsTogether(networks, size, steps));
            say(report, bench.segment(networks, size, steps));
        }
    }

    private void say(ObjectNode report, SideBySide compared) {
        report.putObject(compared.pieces() + "_together")
                .put("count", compared.count())
                .put("together_ms_each", compared.togetherMillis())
                .put("alone_ms_each", compared.aloneMillis())
                .put("times_faster", compared.timesFaster());
        if (!json) {
            terminal.out().println(compared);
        }
    }

    private void say(ObjectNode report, Comparison compared) {
        report.putObject("int8")
                .put("run_ms", compared.bytesMillis())
                .put("single_run_ms", compared.exactMillis())
                .put("times_faster", compared.timesFaster())
                .put("error", compared.error());
        if (!json) {
            terminal.out().println(compared);
        }
    }

    private void say(ObjectNode report, Measurement measured) {
        report.putObject(measured.network().replace(' ', '_').toLowerCase(Locale.ROOT))
                .put("open_ms", measured.openMillis())
                .put("run_ms", measured.runMillis())
                .put("gflop", measured.flops() / 1e9)
                .put("gflops", measured.gflops())
                .put("least_gbyte", measured.leastBytes() / 1e9)
                .put("flop_per_byte", measured.flopsPerByte())
                .put("matrix_gflops", measured.roofline().matrixGflops())
                .put("memory_gbytes", measured.roofline().memoryGbytes())
                .put("bound", measured.bound().name().toLowerCase(Locale.ROOT))
                .put("share_of_bound", measured.shareOfBound());
        if (!json) {
            terminal.out().println(measured);
        }
    }

    private void say(ObjectNode report, String what, String value) {
        report.put(what, value);
        if (!json) {
            terminal.out().println(what + ": " + value);
        }
    }
}
