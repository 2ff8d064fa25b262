package io.framefarm.deploy.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that was killed, and what the cluster still believes of it. Started again as it is, it would take itself for
 * the leader of all partitions until its old registration lapses, and then, for a moment, for the leader of none. Kafka
 * 4.4 takes partitions without a leader for deleted ones: it completes the transaction that was being committed at the
 * kill without writing its markers, and whoever reads committed records waits for them forever. So the old registration
 * is withdrawn by the controller alone, before the broker starts.
 */
final class KilledBroker {

    private static final Logger log = LoggerFactory.getLogger(KilledBroker.class);
    private static final int ATTEMPTS = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder;

    KilledBroker(Path folder) {
        this.folder = folder;
    }

    /** Whether a broker has run in the folder and did not get to close its logs. */
    boolean was() {
        return Files.exists(folder.resolve("__cluster_metadata-0").resolve("quorum-state"))
                && Files.notExists(folder.resolve(".kafka_cleanshutdown"));
    }

    void withdraw(int controllerPort) {
        Properties properties = BrokerProperties.ofController(folder, controllerPort);
        KafkaRaftServer controller = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        controller.startup();
        try {
            boolean done = false;
            for (int attempt = 1; !done; attempt++) {
                done = unregister(controllerPort, attempt == ATTEMPTS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerStartException("interrupted while starting the embedded Kafka broker in " + folder, e);
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    /** False if the controller is not ready for it. */
    private boolean unregister(int controllerPort, boolean last) throws InterruptedException {
        try (Admin admin =
                Admin.create(Map.<String, Object>of("bootstrap.controllers", "127.0.0.1:" + controllerPort))) {
            admin.unregisterBroker(EmbeddedKafka.NODE_ID).all().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            if (e.getCause() instanceof UnsupportedVersionException && !last) {
                log.debug("The controller does not know its own version yet");
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                return false;
            }
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw new BrokerStartException(
                        "the broker that was killed in " + folder + " is still registered: " + e, e);
            }
            log.debug("It was killed before it was registered");
        }
        return true;
    }
}
