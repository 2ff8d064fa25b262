package io.framefarm.deploy.cli;

import io.framefarm.deploy.audit.AuditRender;
import io.framefarm.deploy.audit.AuditRender.Audit;
import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.kafka.KafkaFarmRecords;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code farm audit}. */
@Command(
        description = {
            "Proves a render from the topics and the file: every frame once and in order, no stale attempt among them.",
            "Ends with 1 when it cannot. The pixels are compared when the video is a PNG sequence."
        })
final class AuditOneRender implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ClusterOptions cluster;

    @Mixin
    private final StoreOptions store;

    @Option(
            names = "--pool",
            paramLabel = "NAME",
            defaultValue = Topics.DEFAULT_POOL,
            description = "Pools whose jobs are looked at (default: ${DEFAULT-VALUE}).")
    private List<String> pools = List.of();

    @Parameters(paramLabel = "RENDER", description = "Id of the render, or how it begins.")
    private String render = "";

    AuditOneRender(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.cluster = new ClusterOptions(surroundings);
        this.store = new StoreOptions(surroundings.environment());
    }

    @Override
    public Integer call() throws IOException {
        KafkaCluster kafka = cluster.require();
        Audit audit = new AuditRender(
                        new KafkaFarmRecords(kafka, pools),
                        store.openForReading(cluster.dataFolder(), surroundings.clock()),
                        Path.of(System.getProperty("java.io.tmpdir")))
                .audit(renderId());
        audit.proven().forEach(surroundings.terminal().out()::println);
        audit.breaches().forEach(breach -> surroundings.terminal().out().println("NOT PROVEN: " + breach));
        return (audit.breaches().isEmpty() ? ExitCode.DONE : ExitCode.RENDER_NOT_DONE).number();
    }

    private String renderId() {
        try (FarmClient farm = cluster.connect()) {
            return FindRender.byIdOrPrefix(farm, render).getRenderId();
        }
    }
}
