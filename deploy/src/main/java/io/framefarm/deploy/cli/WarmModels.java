package io.framefarm.deploy.cli;

import io.framefarm.deploy.cli.WarmRecipes.Warm;
import io.framefarm.worker.cache.CacheEvents;
import io.framefarm.worker.cache.LocalTensorCache;
import io.framefarm.worker.engine.Cancellation;
import io.framefarm.worker.engine.Engine;
import io.framefarm.worker.engine.EngineSettings;
import io.framefarm.worker.engine.Recipe;
import io.framefarm.worker.engine.RenderException;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.engine.pack.PackException;
import io.framefarm.worker.runtime.OnnxRuntime;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm models warm}. */
@Command(
        description = {
            "Opens all networks that segments of this size may need, before there is traffic.",
            "With --engines, workers that have the same folder find there what TensorRT built."
        })
final class WarmModels implements Callable<Integer> {

    private static final long CACHE_BYTES = 64L << 20;

    private final Terminal terminal;

    @Parameters(paramLabel = "PACK", description = "A pack.yaml, or the folder it is in.")
    private Path pack = Path.of("");

    @Option(
            names = "--for",
            paramLabel = "USE",
            split = ",",
            description = "${COMPLETION-CANDIDATES}: what segments use, in all combinations (default: all that the pack"
                    + " has).")
    private Set<WarmUse> uses = Set.of();

    @Mixin
    private final SampleOptions options = new SampleOptions();

    @Mixin
    private final RuntimeOptions runtimeOptions = new RuntimeOptions();

    WarmModels(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            ModelFolder models = ModelFolder.ofPack(pack);
            OnnxRuntime runtime = new OnnxRuntime(runtimeOptions.settings());
            LocalTensorCache cache = new LocalTensorCache(CACHE_BYTES, CacheEvents.IGNORED);
            try (Engine engine = new Engine(models, runtime, EngineSettings.usual(), cache, System::nanoTime)) {
                String name = models.names().iterator().next();
                ModelPack files = models.pack(name);
                WarmRecipes recipes = uses.isEmpty() ? WarmRecipes.all(files) : WarmRecipes.of(files, uses);
                for (Recipe plain : options.recipes(name, engine.defaults(name), false)) {
                    for (Warm warm : recipes.of(plain)) {
                        engine.prepare(warm.recipe(), new Cancellation());
                        terminal.out().println(said(warm, runtime));
                    }
                }
            }
            return ExitCode.DONE.number();
        } catch (IllegalArgumentException | PackException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
        } catch (RenderException e) {
            throw new CommandFailedException(ExitCode.RENDER_NOT_DONE, e.code() + ": " + e.getMessage());
        }
    }

    private static String said(Warm warm, OnnxRuntime runtime) {
        Recipe recipe = warm.recipe();
        String segments = "pack " + recipe.pack() + " is ready on "
                + runtime.provider().provider() + " for segments of " + recipe.frames() + " frames of " + recipe.width()
                + "x" + recipe.height();
        return warm.with().isEmpty()
                ? segments
                : segments + " with " + warm.with().stream().map(WarmUse::words).collect(Collectors.joining(" and "));
    }
}
