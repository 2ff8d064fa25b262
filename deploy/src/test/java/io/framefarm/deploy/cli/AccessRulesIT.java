package io.framefarm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.framefarm.coordinator.Coordinator;
import io.framefarm.coordinator.kafka.CoordinatorConfig;
import io.framefarm.coordinator.kafka.CoordinatorListener;
import io.framefarm.coordinator.stitch.StitchCounters;
import io.framefarm.coordinator.stitch.kafka.Stitcher;
import io.framefarm.coordinator.stitch.kafka.StitcherSettings;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.deploy.bench.SimulatedRenderer;
import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.RenderWatch;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.deploy.kafka.AccessRole;
import io.framefarm.deploy.kafka.BrokerSettings;
import io.framefarm.deploy.kafka.EmbeddedKafka;
import io.framefarm.deploy.kafka.KafkaFarmClient;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.TopicSpec;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.worker.Worker;
import io.framefarm.worker.WorkerConfig;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Every role as a user of its own, with the rules that {@code farm topics allow} gives it: they suffice, and no more. */
@Timeout(180)
class AccessRulesIT {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
    private static final String BROKER = "broker";

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void startBrokerThatKnowsItsUsers() throws IOException {
        StringBuilder users = new StringBuilder(PLAIN + "username=\"broker\" password=\"secret-of-broker\"");
        for (String user : List.of(BROKER, "coordinator", "worker", "stitcher", "producer", "auditor", "stranger")) {
            users.append(" user_")
                    .append(user)
                    .append("=\"secret-of-")
                    .append(user)
                    .append('"');
        }
        kafka = EmbeddedKafka.start(new BrokerSettings(
                folder.resolve("kafka"),
                BrokerSettings.ANY_PORT,
                Map.of(
                        "listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "sasl.enabled.mechanisms", "PLAIN",
                        "sasl.mechanism.inter.broker.protocol", "PLAIN",
                        "listener.name.plaintext.plain.sasl.jaas.config", users + ";",
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        // Whoever is anonymous comes over the controller's listener, where only the broker is.
                        "super.users", "User:broker;User:ANONYMOUS")));
        AccessRulesIT admin = new AccessRulesIT();
        admin.run(BROKER, "topics", "create");
        for (AccessRole role : AccessRole.values()) {
            admin.run(BROKER, "topics", "allow", nameOf(role), "User:" + nameOf(role));
        }
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @Test
    void aRenderGoesItsWholeWayAndIsAuditedWithTheRulesOfEachRole() throws Exception {
        Path request = Files.writeString(
                folder.resolve("request.yaml"),
                "model: simulated\nwidth: 64\nheight: 64\nshots: [{prompt: a wave, frames: 40, continuity: overlap}]"
                        + "\noutput: {format: png_sequence}");
        FolderStore videos = new FolderStore(folder.resolve("videos"), CLOCK);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ((Logger) LoggerFactory.getLogger("io.framefarm")).addAppender(log);
        StitcherSettings stitching = StitcherSettings.of(as("stitcher"), folder.resolve("scratch"), 1);
        try (Coordinator coordinator = new Coordinator(
                        CoordinatorConfig.of(as("coordinator"), "c1"), CLOCK, CoordinatorListener.NONE);
                Worker worker = new Worker(
                        WorkerConfig.of(as("worker"), Topics.DEFAULT_POOL, "w1"),
                        new SimulatedRenderer(Duration.ZERO),
                        CLOCK);
                Stitcher stitcher =
                        new Stitcher(stitching, videos, new StitchCounters(new CollectorRegistry()), CLOCK)) {
            coordinator.start();
            worker.start();
            stitcher.start();

            run("producer", "submit", request.toString());
            String render = out.toString(StandardCharsets.UTF_8).strip();
            assertThat(untilEnded(render).getVideo().getFrames()).isEqualTo(40);

            run("auditor", "audit", render, "--store", "file:" + folder.resolve("videos"));
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("pixel by pixel");
        }
        assertThat(log.list).noneMatch(event -> event.getFormattedMessage().contains("AuthorizationException"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"coordinator", "worker", "stitcher"})
    void theDoctorMayLookAtWhatARoleStandsOn(String role) throws IOException {
        run(role, "doctor");

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("nothing here would lose work");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"requests", "videos", "assembly", "status", "farm.state", "revocations", "segments.default"})
    void aWorkerCannotPretendToBeAnybodyElse(String topic) {
        assertRefused("worker", topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"requests", "results", "frames", "assembly", "status", "farm.state", "segments.default"})
    void aStitcherCannotPretendToBeAnybodyElse(String topic) {
        assertRefused("stitcher", topic);
    }

    @Test
    void aProducerAsksForRendersAndWritesNothingElse() {
        Topics.all(List.of(Topics.DEFAULT_POOL)).stream()
                .map(TopicSpec::name)
                .filter(topic -> !topic.equals(Topics.REQUESTS.name()))
                .forEach(topic -> assertRefused("producer", topic));
    }

    @Test
    void whoeverHasNoRoleCanDoNothing() {
        Topics.all(List.of(Topics.DEFAULT_POOL)).forEach(topic -> assertRefused("stranger", topic.name()));
        Topics.all(List.of(Topics.DEFAULT_POOL)).forEach(topic -> assertRefused("auditor", topic.name()));
    }

    private static void assertRefused(String user, String topic) {
        // Not idempotent: who may write nowhere is refused a producer id as well, and that may come before the topic.
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                as(user).client(Map.of("max.block.ms", 10_000, "enable.idempotence", false)),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, new byte[1]))
                            .get())
                    .as("%s writes to %s", user, topic)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(AuthorizationException.class);
        }
    }

    private static RenderStatus untilEnded(String render) {
        try (FarmClient client = KafkaFarmClient.connect(as("producer"));
                StatusFeed feed = client.statuses()) {
            return new RenderWatch(feed, render, Duration.ofMillis(500)).untilEnded(status -> {});
        }
    }

    private static KafkaCluster as(String user) {
        return new KafkaCluster(
                kafka.bootstrap(),
                Map.of(
                        "security.protocol", "SASL_PLAINTEXT",
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config", PLAIN + "username=\"" + user + "\" password=\"secret-of-" + user + "\";"));
    }

    /** Runs a command as this user, which has to go well; what it says replaces what the one before said. */
    private void run(String user, String... arguments) throws IOException {
        Path config = Files.writeString(
                Files.createTempFile(folder, user, ".properties"),
                String.join(
                        "\n",
                        "bootstrap.servers=" + kafka.bootstrap(),
                        "security.protocol=SASL_PLAINTEXT",
                        "sasl.mechanism=PLAIN",
                        "sasl.jaas.config=" + PLAIN + "username=\"" + user + "\" password=\"secret-of-" + user
                                + "\";"));
        out.reset();
        Terminal terminal = new Terminal(stream(out), stream(err), false);
        int code = FarmMain.commands(new Surroundings(terminal, KafkaFarmClient::connect, CLOCK, Map.of()))
                .execute(withConfig(arguments, config));
        assertThat(code)
                .as("%s as %s: %s", List.of(arguments), user, err.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    private static String[] withConfig(String[] arguments, Path config) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--kafka-config";
        all[arguments.length + 1] = config.toString();
        return all;
    }

    private static String nameOf(AccessRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
