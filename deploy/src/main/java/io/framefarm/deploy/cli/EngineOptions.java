package io.framefarm.deploy.cli;

import io.framefarm.deploy.RendererSource;
import io.framefarm.protocol.monitor.Metrics;
import io.framefarm.worker.EngineConfig;
import io.framefarm.worker.WorkerEngine;
import io.framefarm.worker.cache.redis.RedisAddress;
import io.framefarm.worker.engine.pack.PackException;
import io.framefarm.worker.metrics.CacheMetrics;
import io.framefarm.worker.metrics.SwapMetrics;
import io.framefarm.worker.runtime.RunListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** With what workers render. */
final class EngineOptions {

    /** The folder of the checkout; set by the launcher. */
    private static final String HOME_PROPERTY = "farm.home";

    private static final Logger log = LoggerFactory.getLogger(EngineOptions.class);

    private final InstantSource clock;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            defaultValue = "${env:FARM_MODELS:-" + Option.NULL_VALUE + "}",
            description = "Folder with a folder for each model pack (also: FARM_MODELS; default: the bundled packs).")
    private Optional<Path> models = Optional.empty();

    @Mixin
    private final RuntimeOptions runtime = new RuntimeOptions();

    @Option(
            names = "--sketches",
            description = "Shows in the console what each sampling step has come to, in a small picture (default: only"
                    + " how many steps are done).")
    private boolean sketches;

    EngineOptions(InstantSource clock) {
        this.clock = clock;
    }

    /** @param metrics where the engine counts */
    RendererSource renderers(Metrics metrics) {
        return renderers(metrics, RunListener.IGNORED);
    }

    /** As the other one; {@code runs} hears when networks run. */
    RendererSource renderers(Metrics metrics, RunListener runs) {
        Path folder = models.orElseGet(EngineOptions::bundled);
        if (!Files.isDirectory(folder)) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--models: there is no folder " + folder);
        }
        return (redis, inputs, closeLater) -> {
            WorkerEngine engine = open(folder, redis, metrics, runs);
            closeLater.accept(engine);
            log.info("Rendering on {}", engine.device());
            return engine.renderer(inputs);
        };
    }

    private WorkerEngine open(Path folder, Optional<RedisAddress> redis, Metrics metrics, RunListener runs) {
        try {
            EngineConfig config =
                    EngineConfig.of(folder, redis).with(runtime.settings()).withSketches(sketches);
            return new WorkerEngine(config, new CacheMetrics(metrics), new SwapMetrics(metrics), runs, clock);
        } catch (IllegalArgumentException | PackException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
        }
    }

    private static Path bundled() {
        return Path.of(System.getProperty(HOME_PROPERTY, ".")).resolve("deploy/packs");
    }
}
