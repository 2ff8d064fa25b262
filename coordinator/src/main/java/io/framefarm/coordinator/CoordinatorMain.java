package io.framefarm.coordinator;

import io.framefarm.coordinator.kafka.CoordinatorConfig;
import io.framefarm.coordinator.kafka.CoordinatorListener;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.ReadKafkaConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** A coordinator as its own process: {@code CoordinatorMain HOST:PORT ID [KAFKA-CONFIG]}. Ends on SIGTERM, or when it cannot go on. */
public final class CoordinatorMain {
    private CoordinatorMain() {}

    public static void main(String[] args) throws IOException {
        if (args.length < 2 || args.length > 3) {
            System.err.println("usage: coordinator HOST:PORT[,HOST:PORT...] ID [KAFKA-CONFIG]");
            System.exit(2);
        }
        KafkaCluster cluster = args.length == 2
                ? KafkaCluster.at(args[0])
                : new ReadKafkaConfig(System.getenv()).read(Path.of(args[2]), Optional.of(args[0]));
        Coordinator coordinator =
                new Coordinator(CoordinatorConfig.of(cluster, args[1]), Clock.systemUTC(), CoordinatorListener.NONE);
        Runtime.getRuntime().addShutdownHook(new Thread(coordinator::close, "stop-coordinator"));
        coordinator.start();
    }
}
