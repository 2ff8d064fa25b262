package io.framefarm.deploy.cli;

import io.framefarm.coordinator.Coordinator;
import io.framefarm.coordinator.FarmApi;
import io.framefarm.coordinator.kafka.CoordinatorConfig;
import io.framefarm.coordinator.metrics.ProducerClasses;
import io.framefarm.deploy.NewIds;
import io.framefarm.deploy.kafka.LogTopic;
import io.framefarm.protocol.kafka.KafkaCluster;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code farm coordinator}. */
@Command(
        description = {
            "Runs one coordinator against a cluster until it is stopped.",
            "Any number may run; one is active and the others stand by."
        })
final class RunCoordinator implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ClusterOptions cluster;

    @Mixin
    private final TopicOptions topics = new TopicOptions();

    @Mixin
    private final StoreOptions store;

    @Mixin
    private final HttpOptions http = new HttpOptions();

    @Mixin
    private final MonitorOptions monitoring;

    @Mixin
    private final TraceOptions tracing = new TraceOptions();

    @Mixin
    private final IdOption identity = new IdOption();

    @Option(
            names = "--producer-classes",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "${env:FARM_PRODUCER_CLASSES:-}",
            description = "Classes by which metrics tell producers apart: NAME.anything is of class NAME, others are"
                    + " `other` (also: FARM_PRODUCER_CLASSES).")
    private Set<String> classes = Set.of();

    RunCoordinator(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.cluster = new ClusterOptions(surroundings);
        this.store = new StoreOptions(surroundings.environment());
        this.monitoring = new MonitorOptions(surroundings.terminal());
    }

    private ProducerClasses producerClasses() {
        try {
            return new ProducerClasses(
                    classes.stream().filter(name -> !name.isEmpty()).collect(Collectors.toSet()));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--producer-classes: " + e.getMessage());
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        String id = identity.require();
        KafkaCluster kafka = cluster.require();
        Doctor.requireHealthy(kafka, topics.settings());
        try (StopSignal stop = StopSignal.listen();
                TraceOptions.Open traces = tracing.open("framefarm-coordinator");
                MonitorOptions.Open port = monitoring.open(traces.monitor());
                LogTopic logs = LogTopic.open(kafka, "coordinator " + id);
                Coordinator coordinator = Coordinator.monitored(
                        CoordinatorConfig.of(kafka, id), producerClasses(), surroundings.clock(), traces.monitor());
                FarmApi api = FarmApi.start(
                        kafka,
                        id,
                        http.settings(),
                        store.open(cluster.dataFolder(), surroundings.clock()),
                        NewIds::renderId,
                        NewIds.secrets(),
                        surroundings.clock(),
                        traces.monitor())) {
            coordinator.start();
            surroundings.terminal().out().println("farm: coordinator " + id + " on " + kafka);
            surroundings.terminal().out().println("farm: console and API at " + api.url());
            return stop.awaitWhile("the coordinator", coordinator::alive).number();
        }
    }
}
