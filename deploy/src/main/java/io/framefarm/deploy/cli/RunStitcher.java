package io.framefarm.deploy.cli;

import io.framefarm.coordinator.provenance.SigningKey;
import io.framefarm.coordinator.stitch.StitchCounters;
import io.framefarm.coordinator.stitch.kafka.Stitcher;
import io.framefarm.coordinator.stitch.kafka.StitcherSettings;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.deploy.DataFolder;
import io.framefarm.deploy.kafka.LogTopic;
import io.framefarm.protocol.kafka.KafkaCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code farm stitcher}. */
@Command(
        description = {
            "Runs one stitcher against a cluster until it is stopped.",
            "Any number share the renders; each may be stopped at any time."
        })
final class RunStitcher implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ClusterOptions cluster;

    @Mixin
    private final TopicOptions topics = new TopicOptions();

    @Mixin
    private final StoreOptions store;

    @Mixin
    private final MonitorOptions monitoring;

    @Mixin
    private final TraceOptions tracing = new TraceOptions();

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            defaultValue = "${sys:java.io.tmpdir}",
            description = "Local folder for videos that are not finished (default: ${DEFAULT-VALUE}).")
    private Path scratch = Path.of("");

    @Option(
            names = "--no-previews",
            description = "Videos cannot be watched while they are made; saves its processor time.")
    private boolean noPreviews;

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            defaultValue = "${env:FARM_KEYS:-" + Option.NULL_VALUE + "}",
            description = "Folder with the key that signs what is said of videos; made on first use. All stitchers of a"
                    + " farm should share it (also: FARM_KEYS; default: the folder keys in --data).")
    private Optional<Path> keys = Optional.empty();

    RunStitcher(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.cluster = new ClusterOptions(surroundings);
        this.store = new StoreOptions(surroundings.environment());
        this.monitoring = new MonitorOptions(surroundings.terminal());
    }

    @Override
    public Integer call() throws InterruptedException {
        KafkaCluster kafka = cluster.require();
        Doctor.requireHealthy(kafka, topics.settings());
        VideoStore videos = store.open(cluster.dataFolder(), surroundings.clock());
        StitcherSettings usual = StitcherSettings.of(
                        kafka, scratch, Runtime.getRuntime().availableProcessors())
                .signedWith(signingKey());
        StitcherSettings settings = noPreviews ? usual.withoutPreviews() : usual;
        try (StopSignal stop = StopSignal.listen();
                TraceOptions.Open traces = tracing.open("framefarm-stitcher");
                MonitorOptions.Open port = monitoring.open(traces.monitor());
                LogTopic logs = LogTopic.open(kafka, "stitcher");
                Stitcher stitcher = new Stitcher(
                        settings, videos, new StitchCounters(traces.monitor().metrics()), surroundings.clock())) {
            stitcher.watchedBy(traces.monitor());
            stitcher.start();
            surroundings.terminal().out().println("farm: stitcher on " + kafka + " into " + videos.location());
            stop.await();
            return ExitCode.DONE.number();
        }
    }

    private SigningKey signingKey() {
        Path folder = keys.orElseGet(() -> DataFolder.keysIn(cluster.dataFolder()));
        try {
            return SigningKey.in(folder);
        } catch (IOException e) {
            throw new CommandFailedException(ExitCode.BAD_INPUT, "--keys: " + folder + ": " + e.getMessage());
        }
    }
}
