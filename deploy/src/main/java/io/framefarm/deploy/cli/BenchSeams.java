package io.framefarm.deploy.cli;

import io.framefarm.deploy.bench.MeasureSeams;
import io.framefarm.deploy.bench.MeasureSeams.Row;
import io.framefarm.deploy.bench.MeasureSeams.Way;
import io.framefarm.deploy.bench.SeamReport;
import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.frame.PngWriter;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.cache.TensorCache;
import io.framefarm.worker.engine.Engine;
import io.framefarm.worker.engine.EngineSettings;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.engine.pack.PackDefaults;
import io.framefarm.worker.engine.pack.PackException;
import io.framefarm.worker.intake.RenderCancelled;
import io.framefarm.worker.intake.RenderFailure;
import io.framefarm.worker.render.EngineRenderer;
import io.framefarm.worker.render.InputStore;
import io.framefarm.worker.runtime.OnnxRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code farm bench seams}. */
@Command(
        description = {
            "Renders prompts in every continuity and says how much the borders of segments show:",
            "the change from frame to frame there over the change elsewhere, which is 1 without seams."
        })
final class BenchSeams implements Callable<Integer> {

    private static final long CACHE_BYTES = 64L << 20;

    private final Terminal terminal;

    @Option(
            names = "--pack",
            required = true,
            paramLabel = "PACK",
            description = "Folder of a model pack, or its pack.yaml.")
    private Path pack = Path.of("");

    @Option(
            names = "--prompts",
            required = true,
            paramLabel = "FILE",
            description = "Prompts that suit the pack, one on each line.")
    private Path prompts = Path.of("");

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "30",
            description = "Prompts that are taken of the file (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--frames",
            paramLabel = "N",
            defaultValue = "64",
            description = "Length of each shot (default: ${DEFAULT-VALUE}).")
    private int frames;

    @Option(
            names = "--only",
            paramLabel = "WAY",
            split = ",",
            description = "Some of: cut, overlap, fused, chain (default: all, overlap with 0 to 2 seam steps).")
    private List<String> only = List.of();

    @Option(names = "--side", paramLabel = "PIXELS", description = "Width and height; default the pack's.")
    private @Nullable Integer side;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the first prompt (default: 1).")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Keeps the frames for whoever else judges them: DIR/WAY/PROMPT/FRAME.png, and beside them"
                    + " prompts.txt and seams.json.")
    private @Nullable Path output;

    @Mixin
    private final RuntimeOptions runtimeOptions = new RuntimeOptions();

    @Option(names = "--json", description = "The results as one JSON object.")
    private boolean json;

    BenchSeams(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, RenderFailure, RenderCancelled {
        List<String> texts = Files.readAllLines(prompts).stream()
                .filter(line -> !line.isBlank())
                .limit(count)
                .toList();
        if (texts.isEmpty()) {
            throw new CommandFailedException(
                    ExitCode.BAD_INPUT, "--prompts: " + prompts + " has no line with a prompt");
        }
        try {
            ModelFolder models = ModelFolder.ofPack(pack);
            OnnxRuntime runtime = new OnnxRuntime(runtimeOptions.settings());
            LocalTensorCache cache = new LocalTensorCache(CACHE_BYTES, CacheEvents.IGNORED);
            try (Engine engine = new Engine(models, runtime, EngineSettings.usual(), cache, System::nanoTime)) {
                String name = models.names().iterator().next();
                MeasureSeams measure = new MeasureSeams(
                        new EngineRenderer(engine, models, InputStore.NONE, "this process", TensorCache.NONE),
                        request(name, engine.defaults(name)),
                        this::keep);
                List<Row> rows = new ArrayList<>();
                for (Way way : wanted()) {
                    rows.add(measure.measure(way, texts));
                    terminal.err().println("done: " + way.name());
                }
                SeamReport report = new SeamReport(name, texts.size(), frames, rows);
                keep(report, texts);
                terminal.out().print(json ? report.json() + System.lineSeparator() : report.table());
            }
            return ExitCode.DONE.number();
        } catch (IllegalArgumentException | PackException | InvalidRequestException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
        }
    }

    private RenderRequest request(String name, PackDefaults defaults) {
        RenderRequest.Builder request = RenderRequest.newBuilder()
                .setModel(name)
                .setSeed(seed)
                .setWidth(side == null ? defaults.width() : side)
                .setHeight(side == null ? defaults.height() : side);
        // Fused windows must know their steps; the others use the same.
        request.getSamplingBuilder().setSteps(defaults.steps());
        return request.build();
    }

    private List<Way> wanted() {
        List<Way> ways = ways();
        for (String name : only) {
            if (ways.stream().noneMatch(way -> way.name().equals(name))) {
                throw new CommandFailedException(
                        ExitCode.BAD_INPUT,
                        "--only: " + name + " (allowed: "
                                + ways.stream().map(Way::name).collect(Collectors.joining("; ")) + ")");
            }
        }
        return ways.stream()
                .filter(way -> only.isEmpty() || only.contains(way.name()))
                .toList();
    }

    private List<Way> ways() {
        Shot.Builder single = shot(Continuity.CONTINUITY_CUT).setFrames(Limits.WINDOW_FRAMES);
        Shot.Builder overlap = shot(Continuity.CONTINUITY_OVERLAP);
        return List.of(
                new Way("one segment", single.build()),
                new Way("cut", shot(Continuity.CONTINUITY_CUT).build()),
                new Way("overlap", overlap.build()),
                new Way("overlap without seam steps", overlap.setSeamSteps(0).build()),
                new Way("overlap with 1 seam step", overlap.setSeamSteps(1).build()),
                new Way("fused", shot(Continuity.CONTINUITY_FUSED).build()),
                new Way("chain", shot(Continuity.CONTINUITY_CHAIN).build()));
    }

    private Shot.Builder shot(Continuity continuity) {
        return Shot.newBuilder().setFrames(frames).setContinuity(continuity);
    }

    private void keep(SeamReport report, List<String> texts) throws IOException {
        if (output != null) {
            Files.createDirectories(output);
            Files.writeString(output.resolve("seams.json"), report.json());
            Files.write(output.resolve("prompts.txt"), texts);
        }
    }

    private void keep(Way way, int prompt, List<RgbFrame> video) {
        if (output == null) {
            return;
        }
        try {
            Path folder = output.resolve(SeamReport.folder(way)).resolve(String.format(Locale.ROOT, "%03d", prompt));
            Files.createDirectories(folder);
            for (int i = 0; i < video.size(); i++) {
                Files.write(folder.resolve(String.format(Locale.ROOT, "%05d.png", i)), PngWriter.write(video.get(i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write frames to " + output, e);
        }
    }
}
