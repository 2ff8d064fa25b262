package io.framefarm.deploy.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The server properties of a broker that is its own controller and the only node of its cluster. */
final class BrokerProperties {

    static final String CONTROLLER_LISTENER = "CONTROLLER";

    /** One node holds every replica of Kafka's own topics, and few partitions are enough for one process. */
    private static final Map<String, String> SINGLE_NODE = Map.ofEntries(
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "4"));

    /**
     * The controller is in the same process: that it does not hear of its broker means that the machine is busy, and no
     * other broker could take over. With 3 and 6 s such a broker was fenced, its partitions had no leader for a moment, and
     * a transaction was lost as {@link KilledBroker} says.
     */
    private static final Map<String, String> QUICK_START = Map.ofEntries(
            Map.entry("broker.session.timeout.ms", "600000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
            Map.entry("controller.quorum.election.timeout.ms", "500"),
            Map.entry("controller.quorum.fetch.timeout.ms", "1000"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "100"));

    /** Workers join within a second or two, and short locks are allowed so that a frozen worker is found early. */
    private static final Map<String, String> SHARE_GROUPS = Map.ofEntries(
            Map.entry("group.share.assignment.interval.ms", "0"),
            Map.entry("group.share.heartbeat.interval.ms", "500"),
            Map.entry("group.share.min.heartbeat.interval.ms", "100"),
            Map.entry("group.share.min.session.timeout.ms", "1000"),
            Map.entry("group.share.min.record.lock.duration.ms", "1000"));

    /** Defaults meant for a server of its own: 128 MB for the log cleaner, 10 MB index files, dozens of threads. */
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20)),
            Map.entry("log.index.size.max.bytes", String.valueOf(1 << 20)),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "4"),
            Map.entry("auto.create.topics.enable", "false"));

    private BrokerProperties() {}

    /** The controller alone, without the broker. */
    static Properties ofController(Path folder, int port) {
        Properties properties = ofNode(folder, port);
        properties.put("process.roles", "controller");
        properties.put("listeners", "CONTROLLER://127.0.0.1:" + port);
        properties.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT");
        properties.putAll(QUICK_START);
        return properties;
    }

    private static Properties ofNode(Path folder, int controllerPort) {
        Properties properties = new Properties();
        properties.put("node.id", String.valueOf(EmbeddedKafka.NODE_ID));
        // A static voter: the controller's port may change between runs.
        properties.put("controller.quorum.voters", EmbeddedKafka.NODE_ID + "@127.0.0.1:" + controllerPort);
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("log.dirs", folder.toString());
        return properties;
    }

    static Properties of(BrokerSettings settings, int port, int controllerPort) {
        Properties properties = ofNode(settings.folder(), controllerPort);
        properties.put("process.roles", "broker,controller");
        properties.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.putAll(SINGLE_NODE);
        properties.putAll(QUICK_START);
        properties.putAll(SHARE_GROUPS);
        properties.putAll(SMALL);
        properties.putAll(settings.extra());
        return properties;
    }
}
