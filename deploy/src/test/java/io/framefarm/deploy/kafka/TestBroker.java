package io.framefarm.deploy.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;

/** The broker of a suite, as the embedded one is: in this process, in another one, or in a container. */
public final class TestBroker implements AutoCloseable {

    private final String bootstrap;
    private final Runnable stop;

    private TestBroker(String bootstrap, Runnable stop) {
        this.bootstrap = bootstrap;
        this.stop = stop;
    }

    public static TestBroker start(Path folder) throws IOException {
        Optional<String> image = KafkaContainer.image();
        if (image.isPresent()) {
            return inContainer(image.get());
        }
        EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder));
        return new TestBroker(kafka.bootstrap(), kafka::close);
    }

    /** Outside of this process in any case. */
    public static TestBroker startApart(Path folder) throws IOException {
        Optional<String> image = KafkaContainer.image();
        if (image.isPresent()) {
            return inContainer(image.get());
        }
        BrokerProcess kafka = BrokerProcess.start(folder);
        return new TestBroker(kafka.bootstrap(), kafka::close);
    }

    private static TestBroker inContainer(String image) throws IOException {
        int port = freePort();
        BrokerSettings settings = BrokerSettings.in(Path.of("in-the-container"));
        GenericContainer<?> container =
                KafkaContainer.start(image, port, BrokerProperties.of(settings, port, freePort()));
        return new TestBroker("127.0.0.1:" + port, container::stop);
    }

    public String bootstrap() {
        return bootstrap;
    }

    @Override
    public void close() {
        stop.run();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
