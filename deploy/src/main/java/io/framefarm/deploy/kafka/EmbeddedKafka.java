package io.framefarm.deploy.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker inside this process, its own controller, reachable on 127.0.0.1 only. Topics, offsets and share
 * groups lie in the settings' folder and outlive the process, also when it is killed.
 */
public final class EmbeddedKafka implements AutoCloseable {

    static final int NODE_ID = 1;

    private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final int START_ATTEMPTS = 5;

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts the broker and returns when it serves; formats the folder first if it is new. */
    public static EmbeddedKafka start(BrokerSettings settings) {
        if (settings.port() != BrokerSettings.ANY_PORT) {
            requireFree(settings.port());
        }
        BrokerFaults.keepTheProcess();
        format(settings.folder());
        KilledBroker killed = new KilledBroker(settings.folder());
        if (killed.was()) {
            killed.withdraw(freePort());
        }
        // A free port may be taken by somebody else before the broker binds it: try others.
        for (int attempt = 1; ; attempt++) {
            int port = settings.port() == BrokerSettings.ANY_PORT ? freePort() : settings.port();
            try {
                return startOn(settings, port);
            } catch (BrokerStartException e) {
                boolean mayTryAgain = settings.port() == BrokerSettings.ANY_PORT && isPortTaken(e);
                if (!mayTryAgain || attempt == START_ATTEMPTS) {
                    throw e;
                }
                log.debug("Port {} was taken meanwhile, trying another", port);
            }
        }
    }

    /** Host and port for clients, as in {@code bootstrap.servers}. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static EmbeddedKafka startOn(BrokerSettings settings, int port) {
        Properties properties = BrokerProperties.of(settings, port, freePort());
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException | BrokerFaults.BrokerFault e) {
            server.shutdown();
            throw new BrokerStartException(
                    "the embedded Kafka broker did not start in " + settings.folder() + ": " + e.getMessage(), e);
        }
        return new EmbeddedKafka(server, port);
    }

    private static void format(Path folder) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Files.createDirectories(folder);
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) { // Formatter.run() declares nothing narrower
            throw new BrokerStartException("cannot prepare the folder " + folder + " for Kafka: " + e.getMessage(), e);
        }
    }

    /** The broker would say the same, but in a hundred lines. */
    private static void requireFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            log.trace("Port {} is free", probe.getLocalPort());
        } catch (IOException e) {
            throw new BrokerStartException(
                    "the embedded Kafka broker did not start: port " + port + " is taken; choose another", e);
        }
    }

    private static boolean isPortTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on 127.0.0.1", e);
        }
    }
}
