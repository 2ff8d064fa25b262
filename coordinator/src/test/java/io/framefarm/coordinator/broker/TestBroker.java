package io.framefarm.coordinator.broker;

import io.framefarm.protocol.kafka.TopicAdmin;
import io.framefarm.protocol.kafka.TopicSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real broker with the farm's topics: in the process of the tests and in a folder that is thrown away, or in a
 * container.
 */
public final class TestBroker implements AutoCloseable {
    private final Runnable stop;
    private final int port;

    static {
        // A fault of the broker must fail the test that caused it, not end the process of all tests.
        Exit.setHaltProcedure((status, message) -> {
            throw new AssertionError("the broker wanted to halt: " + message);
        });
    }

    private TestBroker(Runnable stop, int port) {
        this.stop = stop;
        this.port = port;
    }

    public static TestBroker start(Path folder) throws Exception {
        int port = freePort();
        Properties properties = properties(folder, port, freePort());
        Optional<String> image = KafkaContainer.image();
        Runnable stop = image.isPresent()
                ? KafkaContainer.start(image.get(), port, properties)::stop
                : embedded(folder, properties);
        TestBroker broker = new TestBroker(stop, port);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            new TopicAdmin(admin).create(TopicSettings.singleBroker());
        }
        return broker;
    }

    private static Runnable embedded(Path folder, Properties properties) throws Exception {
        format(folder);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        return () -> {
            server.shutdown();
            server.awaitShutdown();
        };
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        stop.run();
    }

    private static void format(Path folder) throws Exception {
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setIgnoreFormatted(true)
                    .run();
        }
    }

    private static Properties properties(Path folder, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("log.dirs", folder.toString());
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.put(topic + ".replication.factor", "1");
            properties.put(topic + ".num.partitions", "2");
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "1000");
        properties.put("errors.deadletterqueue.topic.name.prefix", "dlq.");
        properties.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
        properties.put("auto.create.topics.enable", "false");
        return properties;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
