package io.framefarm.deploy.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framefarm.deploy.bench.MeasureSeams;
import io.framefarm.deploy.bench.MeasureSeams.Row;
import io.framefarm.deploy.bench.MeasureSeams.Way;
import io.framefarm.deploy.bench.SeamMeasure;
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

    @Option(names = "--side", paramLabel = "PIXELS", description = "Width and height; default the pack's.")
    private @Nullable Integer side;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the first prompt (default: 1).")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Keeps the frames: DIR/WAY/PROMPT/FRAME.png, for whoever else judges them.")
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
                for (Way way : ways()) {
                    rows.add(measure.measure(way, texts));
                    terminal.err().println("done: " + way.name());
                }
                print(name, texts.size(), rows);
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

    private List<Way> ways() {
        return List.of(
                new Way(
                        "one segment",
                        shot(Continuity.CONTINUITY_CUT)
                                .setFrames(Limits.WINDOW_FRAMES)
                                .build()),
                new Way("cut", shot(Continuity.CONTINUITY_CUT).build()),
                new Way("overlap", shot(Continuity.CONTINUITY_OVERLAP).build()),
                new Way(
                        "overlap, 1 seam step",
                        shot(Continuity.CONTINUITY_OVERLAP).setSeamSteps(1).build()),
                new Way(
                        "overlap, 2 seam steps",
                        shot(Continuity.CONTINUITY_OVERLAP).setSeamSteps(2).build()),
                new Way("fused", shot(Continuity.CONTINUITY_FUSED).build()),
                new Way("chain", shot(Continuity.CONTINUITY_CHAIN).build()));
    }

    private Shot.Builder shot(Continuity continuity) {
        return Shot.newBuilder().setFrames(frames).setContinuity(continuity);
    }

    private void keep(Way way, int prompt, List<RgbFrame> video) {
        if (output == null) {
            return;
        }
        try {
            Path folder = output.resolve(way.name().replaceAll("[^a-z0-9]+", "-"))
                    .resolve(String.format(Locale.ROOT, "%03d", prompt));
            Files.createDirectories(folder);
            for (int i = 0; i < video.size(); i++) {
                Files.write(folder.resolve(String.format(Locale.ROOT, "%05d.png", i)), PngWriter.write(video.get(i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write frames to " + output, e);
        }
    }

    private void print(String name, int videos, List<Row> rows) {
        if (json) {
            terminal.out().println(report(name, videos, rows));
            return;
        }
        terminal.out().printf(Locale.ROOT, "%s, %d prompts, %d frames each%n%n", name, videos, frames);
        terminal.out().println("| continuity | at borders | inside | ratio |");
        terminal.out().println("|---|---:|---:|---:|");
        for (Row row : rows) {
            SeamMeasure seams = row.seams();
            terminal.out()
                    .println(
                            seams == null
                                    ? "| " + row.way().name() + " | | | |"
                                    : String.format(
                                            Locale.ROOT,
                                            "| %s | %.2f | %.2f | %.2f |",
                                            row.way().name(),
                                            seams.atBorders(),
                                            seams.inside(),
                                            seams.ratio()));
        }
    }

    private static ObjectNode report(String name, int videos, List<Row> rows) {
        ObjectNode report = new ObjectMapper().createObjectNode();
        report.put("pack", name).put("prompts", videos);
        ArrayNode list = report.putArray("ways");
        for (Row row : rows) {
            ObjectNode entry = list.addObject().put("continuity", row.way().name());
            SeamMeasure seams = row.seams();
            if (seams != null) {
                entry.put("at_borders", seams.atBorders())
                        .put("inside", seams.inside())
                        .put("ratio", seams.ratio())
                        .put("borders", seams.borders());
            }
        }
        return report;
    }
}
