package io.framefarm.deploy.cli;

import io.framefarm.deploy.AllInOne;
import io.framefarm.deploy.DataFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code farm serve}. */
@Command(
        description = {
            "Keeps a whole farm running inside this process until it is stopped (Ctrl-C or SIGTERM).",
            "Other commands with the same --data find it by themselves."
        })
final class ServeFarm implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ClusterOptions cluster;

    @Mixin
    private final StoreOptions store;

    @Mixin
    private final FarmOptions options;

    @Mixin
    private final HttpOptions http = new HttpOptions();

    @Mixin
    private final MonitorOptions monitoring;

    @Mixin
    private final TraceOptions tracing = new TraceOptions();

    ServeFarm(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.cluster = new ClusterOptions(surroundings);
        this.store = new StoreOptions(surroundings.environment());
        this.options = new FarmOptions(surroundings.clock());
        this.monitoring = new MonitorOptions(surroundings.terminal());
    }

    @Override
    public Integer call() throws InterruptedException {
        Path folder = cluster.dataFolder();
        try (StopSignal stop = StopSignal.listen();
                TraceOptions.Open traces = tracing.open("framefarm");
                MonitorOptions.Open port = monitoring.open(traces.monitor());
                DataFolder data = options.claim(folder);
                AllInOne farm = options.start(
                        http.settings(), data, store.open(folder, surroundings.clock()), traces.monitor())) {
            surroundings.terminal().out().println("farm: serving at " + farm.bootstrap() + ", data in " + folder);
            farm.url().ifPresent(url -> surroundings.terminal().out().println("farm: console and API at " + url));
            stop.await();
            surroundings.terminal().err().println("farm: stopping");
        }
        return ExitCode.DONE.number();
    }
}
