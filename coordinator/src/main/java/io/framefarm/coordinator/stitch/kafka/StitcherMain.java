package io.framefarm.coordinator.stitch.kafka;

import io.framefarm.coordinator.stitch.StitchCounters;
import io.framefarm.coordinator.store.OpenVideoStore;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.ReadKafkaConfig;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The stitcher as a process. Reads {@code FRAMEFARM_BOOTSTRAP} (Kafka, default 127.0.0.1:9092), {@code
 * FRAMEFARM_KAFKA_CONFIG} (a file, see {@link ReadKafkaConfig}, default none), {@code FRAMEFARM_STORE} (see {@link
 * OpenVideoStore}, default file:videos) and {@code FRAMEFARM_SCRATCH} (a folder, default the system's temporary one)
 * from the environment.
 */
public final class StitcherMain {
    private StitcherMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> environment = System.getenv();
        InstantSource clock = InstantSource.system();
        VideoStore store =
                OpenVideoStore.open(environment.getOrDefault("FRAMEFARM_STORE", "file:videos"), environment, clock);
        StitcherSettings settings = StitcherSettings.of(
                cluster(environment),
                Path.of(environment.getOrDefault("FRAMEFARM_SCRATCH", System.getProperty("java.io.tmpdir"))),
                Runtime.getRuntime().availableProcessors());
        CountDownLatch stopped = new CountDownLatch(1);
        Stitcher stitcher = new Stitcher(settings, store, new StitchCounters(CollectorRegistry.defaultRegistry), clock);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stitcher.close();
            stopped.countDown();
        }));
        stitcher.start();
        stopped.await();
    }

    private static KafkaCluster cluster(Map<String, String> environment) throws IOException {
        Optional<String> bootstrap = Optional.ofNullable(environment.get("FRAMEFARM_BOOTSTRAP"));
        String config = environment.get("FRAMEFARM_KAFKA_CONFIG");
        return config == null
                ? KafkaCluster.at(bootstrap.orElse("127.0.0.1:9092"))
                : new ReadKafkaConfig(environment).read(Path.of(config), bootstrap);
    }
}
