package io.framefarm.deploy.cli;

import io.framefarm.protocol.frame.PngWriter;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.engine.Cancellation;
import io.framefarm.worker.engine.Engine;
import io.framefarm.worker.engine.EngineSettings;
import io.framefarm.worker.engine.Fault;
import io.framefarm.worker.engine.Frame;
import io.framefarm.worker.engine.Recipe;
import io.framefarm.worker.engine.RenderException;
import io.framefarm.worker.engine.RenderListener;
import io.framefarm.worker.engine.Stage;
import io.framefarm.worker.engine.StageTimes;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.engine.pack.PackException;
import io.framefarm.worker.runtime.OnnxRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code farm sample}: the engine alone, in this process. */
@Command(description = "Renders frames with a model pack here and now, without a farm.")
final class SampleFrames implements Callable<Integer> {

    private static final long CACHE_BYTES = 64L << 20;

    private final Terminal terminal;

    @Option(
            names = "--pack",
            required = true,
            paramLabel = "PACK",
            description = "Folder of a model pack, or its pack.yaml.")
    private Path pack = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR|FILE",
            description = {
                "Folder for 00000.png, 00001.png, ...; or FILE.png for one frame;",
                "or FILE.mp4, .webm, .gif or .zip for all of them."
            })
    private Path output = Path.of("");

    @Mixin
    private final SampleOptions options = new SampleOptions();

    @Mixin
    private final RuntimeOptions runtimeOptions = new RuntimeOptions();

    SampleFrames(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            ModelFolder models = ModelFolder.ofPack(pack);
            try (Engine engine = new Engine(
                    models,
                    new OnnxRuntime(runtimeOptions.settings()),
                    EngineSettings.usual(),
                    new LocalTensorCache(CACHE_BYTES, CacheEvents.IGNORED),
                    System::nanoTime)) {
                String name = models.names().iterator().next();
                render(
                        engine,
                        options.recipes(name, engine.defaults(name), oneFile()),
                        engine.defaults(name).fps());
            }
            return ExitCode.DONE.number();
        } catch (IllegalArgumentException | PackException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
        } catch (RenderException e) {
            ExitCode code = e.fault() == Fault.USER ? ExitCode.BAD_INPUT : ExitCode.RENDER_NOT_DONE;
            throw new CommandFailedException(code, e.code() + ": " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw new CommandFailedException(ExitCode.RENDER_NOT_DONE, String.valueOf(e.getMessage()));
        }
    }

    private void render(Engine engine, List<Recipe> windows, int fps) {
        Recipe last = windows.get(windows.size() - 1);
        if (oneFile() && last.firstFrame() + last.frames() > 1) {
            throw new IllegalArgumentException("--output: " + output + " is one file for more than one frame");
        }
        Optional<SampleVideo> named = SampleVideo.named(output, fps);
        if (named.isEmpty()) {
            render(engine, windows, this::writePng);
            return;
        }
        try (SampleVideo video = named.get()) {
            render(engine, windows, frame -> video.add(frame.image()));
            video.finish();
            terminal.out().println(output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + output + ": " + e.getMessage(), e);
        }
    }

    private void render(Engine engine, List<Recipe> windows, FrameSink sink) {
        for (Recipe window : windows) {
            StageTimes times = engine.render(window, new Listener(sink), new Cancellation());
            terminal.err().println(shown(times));
        }
    }

    private boolean oneFile() {
        return output.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    }

    private static String shown(StageTimes times) {
        StringBuilder line = new StringBuilder("rendered in " + times.total().toMillis() + " ms:");
        for (Stage stage : Stage.values()) {
            line.append(String.format(
                    Locale.ROOT,
                    " %s %d",
                    stage.name().toLowerCase(Locale.ROOT),
                    times.of(stage).toMillis()));
        }
        return line.toString();
    }

    private void writePng(Frame frame) throws IOException {
        Path file = oneFile() ? output : output.resolve(String.format(Locale.ROOT, "%05d.png", frame.index()));
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Files.write(file, PngWriter.write(frame.image()));
        terminal.out().println(file);
    }

    private interface FrameSink {
        void write(Frame frame) throws IOException;
    }

    /** Passes each frame on as it comes, and says how far it is. */
    private final class Listener implements RenderListener {

        private final FrameSink sink;

        Listener(FrameSink sink) {
            this.sink = sink;
        }

        @Override
        public void stepDone(int done, int of) {
            terminal.err().println("step " + done + " of " + of);
        }

        @Override
        public void frame(Frame frame) {
            try {
                sink.write(frame);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "cannot write frame " + frame.index() + " to " + output + ": " + e.getMessage(), e);
            }
        }
    }
}
