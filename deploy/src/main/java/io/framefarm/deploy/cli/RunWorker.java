package io.framefarm.deploy.cli;

import io.framefarm.deploy.RendererSource;
import io.framefarm.deploy.StoredInputs;
import io.framefarm.deploy.kafka.LogTopic;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.TopicSettings;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.monitor.Monitor;
import io.framefarm.worker.Worker;
import io.framefarm.worker.WorkerConfig;
import io.framefarm.worker.cache.redis.RedisAddress;
import io.framefarm.worker.intake.SegmentRenderer;
import io.framefarm.worker.intake.WorkerEvents;
import io.framefarm.worker.metrics.SegmentMetrics;
import io.framefarm.worker.render.InputStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code farm worker}. */
@Command(
        description = {
            "Runs one worker against a cluster until it is stopped.",
            "A worker that is told to stop finishes what it renders, or gives it back."
        })
final class RunWorker implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ClusterOptions cluster;

    @Mixin
    private final EngineOptions engine;

    @Mixin
    private final StoreOptions store;

    @Mixin
    private final RedisOptions redis = new RedisOptions();

    @Mixin
    private final MonitorOptions monitoring;

    @Mixin
    private final TraceOptions tracing = new TraceOptions();

    @Mixin
    private final IdOption identity = new IdOption();

    @Mixin
    private final LockOption lock = new LockOption();

    @Mixin
    private final PretendOptions pretend;

    @Option(
            names = "--pool",
            paramLabel = "NAME",
            defaultValue = Topics.DEFAULT_POOL,
            description = "The pool whose segments it takes (default: ${DEFAULT-VALUE}).")
    private String pool = "";

    RunWorker(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.cluster = new ClusterOptions(surroundings);
        this.engine = new EngineOptions(surroundings.clock());
        this.store = new StoreOptions(surroundings.environment());
        this.pretend = new PretendOptions(surroundings.clock());
        this.monitoring = new MonitorOptions(surroundings.terminal());
    }

    @Override
    public Integer call() throws Exception {
        KafkaCluster kafka = cluster.require();
        WorkerConfig config = config(kafka);
        Optional<RedisAddress> cache = redis.address();
        Doctor.requireHealthy(kafka, topics());
        Deque<AutoCloseable> engines = new ArrayDeque<>();
        try (StopSignal stop = StopSignal.listen();
                TraceOptions.Open traces = tracing.open("framefarm-worker");
                MonitorOptions.Open port = monitoring.open(traces.monitor());
                LogTopic logs = LogTopic.open(kafka, "worker " + config.id())) {
            Monitor monitor = traces.monitor();
            RendererSource renderers = pretend.renderers().orElseGet(() -> engine.renderers(monitor.metrics()));
            SegmentRenderer renderer = renderers.open(cache, inputs(), engines::push);
            List<WorkerEvents> counters = List.of(new SegmentMetrics(monitor.metrics(), renderer::warmPacks));
            try (Worker worker = new Worker(config, renderer, surroundings.clock(), counters, monitor.tracer())) {
                worker.watchedBy(monitor);
                worker.start();
                surroundings.terminal().out().println("farm: worker " + config.id() + " on " + kafka);
                return stop.awaitWhile("the worker", worker::alive).number();
            } finally {
                for (AutoCloseable opened : engines) {
                    opened.close();
                }
            }
        }
    }

    private TopicSettings topics() {
        try {
            return lock.in(TopicSettings.singleBroker().withPools(Set.of(pool)));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()));
        }
    }

    private InputStore inputs() {
        return store.isGiven()
                ? new StoredInputs(store.openForReading(cluster.dataFolder(), surroundings.clock()))
                : InputStore.NONE;
    }

    private WorkerConfig config(KafkaCluster kafka) {
        try {
            return WorkerConfig.of(kafka, pool, identity.require());
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--" + e.getMessage());
        }
    }
}
