package io.framefarm.deploy.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.testcontainers.containers.GenericContainer;

/** A broker in a container, for builds with the profile {@code containers}. */
final class KafkaContainer {
    private static final String CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qk";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private KafkaContainer() {}

    /** The image that the profile names; empty without the profile. */
    static Optional<String> image() {
        return Optional.ofNullable(System.getProperty("containers.kafka"));
    }

    /** Starts a broker with these properties. It listens on the same port inside and outside, for it calls itself too. */
    static GenericContainer<?> start(String image, int port, Properties properties) {
        Map<String, String> environment = new TreeMap<>();
        properties.forEach((key, value) -> environment.put(variable(key.toString()), value.toString()));
        String listeners = properties.getProperty("listeners");
        environment.put(variable("listeners"), listeners.replace("PLAINTEXT://127.0.0.1", "PLAINTEXT://0.0.0.0"));
        environment.put(variable("log.dirs"), "/tmp/kafka-data");
        environment.put("CLUSTER_ID", CLUSTER_ID);
        GenericContainer<?> container = new GenericContainer<>(image)
                .withEnv(environment)
                .withExposedPorts(port)
                .withStartupTimeout(PATIENCE);
        container.setPortBindings(List.of("127.0.0.1:" + port + ":" + port));
        container.start();
        return container;
    }

    /** As the image of Apache Kafka takes broker properties. */
    private static String variable(String property) {
        return "KAFKA_" + property.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
