package io.framefarm.deploy.cli;

import io.framefarm.coordinator.Coordinator;
import io.framefarm.coordinator.kafka.CoordinatorConfig;
import io.framefarm.coordinator.kafka.CoordinatorListener;
import java.util.concurrent.Callable;
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

    @Option(names = "--id", required = true, paramLabel = "NAME", description = "Unique among the farm's coordinators.")
    private String id = "";

    RunCoordinator(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.cluster = new ClusterOptions(surroundings.connect());
    }

    @Override
    public Integer call() throws InterruptedException {
        String bootstrap = cluster.requireBootstrap();
        Doctor.requireHealthy(bootstrap, topics.settings());
        try (StopSignal stop = StopSignal.listen();
                Coordinator coordinator = new Coordinator(
                        CoordinatorConfig.of(bootstrap, id), surroundings.clock(), CoordinatorListener.NONE)) {
            coordinator.start();
            surroundings.terminal().out().println("farm: coordinator " + id + " on " + bootstrap);
            return stop.awaitWhile("the coordinator", coordinator::alive).number();
        }
    }
}
