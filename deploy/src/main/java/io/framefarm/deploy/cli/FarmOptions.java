package io.framefarm.deploy.cli;

import io.framefarm.coordinator.http.HttpSettings;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.deploy.AllInOne;
import io.framefarm.deploy.AllInOneSettings;
import io.framefarm.deploy.DataFolder;
import io.framefarm.protocol.monitor.Monitor;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a farm inside this process is to be. */
final class FarmOptions {

    private final InstantSource clock;

    @Option(
            names = {"-w", "--workers"},
            paramLabel = "N",
            defaultValue = "1",
            description = "Workers of a farm inside this process, 1 to 64 (default: ${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of 127.0.0.1 for the broker of a farm inside this process (default: a free one).")
    private int port;

    @Mixin
    private final EngineOptions engine;

    FarmOptions(InstantSource clock) {
        this.clock = clock;
        this.engine = new EngineOptions(clock);
    }

    DataFolder claim(Path folder) {
        return DataFolder.claim(folder)
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.NO_FARM,
                        "another farm is starting or stopping on the data folder " + folder
                                + "; try again, or choose another with --data"));
    }

    /** Without an HTTP API. */
    AllInOne start(DataFolder data, VideoStore videos, Monitor monitor) {
        return start(settings(), data, videos, monitor);
    }

    AllInOne start(HttpSettings http, DataFolder data, VideoStore videos, Monitor monitor) {
        return start(settings().withHttp(http), data, videos, monitor);
    }

    private AllInOne start(AllInOneSettings settings, DataFolder data, VideoStore videos, Monitor monitor) {
        return AllInOne.start(data, settings, videos, engine.renderers(monitor.metrics()), clock, monitor);
    }

    private AllInOneSettings settings() {
        try {
            return AllInOneSettings.withWorkers(workers).onPort(port);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--" + e.getMessage());
        }
    }
}
