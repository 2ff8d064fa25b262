package io.framefarm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
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
import io.framefarm.deploy.kafka.BrokerSettings;
import io.framefarm.deploy.kafka.EmbeddedKafka;
import io.framefarm.deploy.kafka.KafkaFarmClient;
import io.framefarm.deploy.tls.ServerCertificate;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.ReadKafkaConfig;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** All roles and the command line on a broker that speaks TLS alone and lets in whoever knows a password. */
@Timeout(120)
class SecuredClusterIT {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final String PASSWORD = "the-farms-secret";
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    @TempDir
    private static Path folder;

    private static ServerCertificate certificate;
    private static EmbeddedKafka kafka;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void startBroker() throws Exception {
        certificate = ServerCertificate.in(folder);
        String users = PLAIN + "username=\"broker\" password=\"b\" user_broker=\"b\" user_farm=\"" + PASSWORD + "\";";
        // PLAINTEXT is the name of the embedded broker's listener; what is spoken on it is another matter.
        kafka = EmbeddedKafka.start(new BrokerSettings(
                folder.resolve("kafka"),
                BrokerSettings.ANY_PORT,
                Map.ofEntries(
                        Map.entry("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT"),
                        Map.entry("sasl.enabled.mechanisms", "PLAIN"),
                        Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                        Map.entry("listener.name.plaintext.plain.sasl.jaas.config", users),
                        Map.entry("ssl.keystore.type", "PKCS12"),
                        Map.entry(
                                "ssl.keystore.location", certificate.keyStore().toString()),
                        Map.entry("ssl.keystore.password", ServerCertificate.PASSWORD),
                        Map.entry("ssl.truststore.type", "PEM"),
                        Map.entry(
                                "ssl.truststore.location",
                                certificate.certificate().toString()))));
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @Test
    void aRenderGoesItsWholeWayAndNoLogTellsThePassword() throws Exception {
        Path config = clientConfig("${env:FARM_SECRET}", certificate.certificate());
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger clients = (Logger) LoggerFactory.getLogger("org.apache.kafka");
        Level usual = clients.getLevel();
        log.start();
        root.addAppender(log);
        clients.setLevel(Level.INFO);
        try {
            assertThat(run("topics", "create", "--kafka-config", config.toString()))
                    .as(complaints())
                    .isZero();
            out.reset();
            renderWith(config);
        } finally {
            clients.setLevel(usual);
            root.detachAppender(log);
        }
        assertThat(log.list)
                .isNotEmpty()
                .noneMatch(event -> event.getFormattedMessage().contains(PASSWORD));
        assertThat(out + complaints()).doesNotContain(PASSWORD);
    }

    private void renderWith(Path config) throws IOException {
        KafkaCluster cluster = new ReadKafkaConfig(environment()).read(config, Optional.empty());
        Path request = Files.writeString(
                folder.resolve("request.yaml"),
                "model: simulated\nwidth: 64\nheight: 64\nshots: [{prompt: a secret, frames: 20}]");
        StitcherSettings stitching = StitcherSettings.of(cluster, folder.resolve("scratch"), 1);
        FolderStore videos = new FolderStore(folder.resolve("videos"), CLOCK);
        try (Coordinator coordinator =
                        new Coordinator(CoordinatorConfig.of(cluster, "c1"), CLOCK, CoordinatorListener.NONE);
                Worker worker = new Worker(
                        WorkerConfig.of(cluster, Topics.DEFAULT_POOL, "w1"),
                        new SimulatedRenderer(Duration.ZERO),
                        CLOCK);
                Stitcher stitcher =
                        new Stitcher(stitching, videos, new StitchCounters(new CollectorRegistry()), CLOCK)) {
            coordinator.start();
            worker.start();
            stitcher.start();

            assertThat(run("submit", request.toString(), "--kafka-config", config.toString()))
                    .as(complaints())
                    .isZero();
            String render = out.toString(StandardCharsets.UTF_8).strip();
            try (FarmClient client = KafkaFarmClient.connect(cluster);
                    StatusFeed feed = client.statuses()) {
                RenderStatus end = new RenderWatch(feed, render, Duration.ofMillis(500)).untilEnded(status -> {});
                assertThat(end.getVideo().getFrames()).isEqualTo(20);
            }
            assertThat(run("status", render, "--kafka-config", config.toString()))
                    .as(complaints())
                    .isZero();
        }
    }

    @Test
    void aWrongPasswordIsToldInOneLineThatDoesNotRepeatIt() throws IOException {
        Path config = clientConfig("mistyped", certificate.certificate());

        assertThat(run("doctor", "--kafka-config", config.toString())).isEqualTo(ExitCode.NO_FARM.number());

        assertThat(complaints())
                .hasLineCount(1)
                .contains("Authentication failed")
                .doesNotContain("mistyped");
    }

    @Test
    void aServerThatNobodyVouchesForIsNotSpokenTo() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path config = clientConfig(PASSWORD, ServerCertificate.in(elsewhere).certificate());

        assertThat(run("list", "--kafka-config", config.toString())).isEqualTo(ExitCode.NO_FARM.number());

        assertThat(complaints()).hasLineCount(1).contains("SSL handshake failed");
    }

    @Test
    void aConfigThatCannotBeMeantIsRefusedBeforeAnythingIsSent() throws IOException {
        Path config = Files.writeString(folder.resolve("bad.properties"), "bootstrap.servers=b:1\ngroup.id=mine");

        assertThat(run("list", "--kafka-config", config.toString())).isEqualTo(ExitCode.BAD_INPUT.number());

        assertThat(complaints()).contains("--kafka-config: " + config + ": group.id: not a setting of connections");
    }

    private Path clientConfig(String password, Path trusted) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "client", ".properties"),
                String.join(
                        "\n",
                        "bootstrap.servers=" + kafka.bootstrap(),
                        "security.protocol=SASL_SSL",
                        "sasl.mechanism=PLAIN",
                        "sasl.jaas.config=" + PLAIN + "username=\"farm\" password=\"" + password + "\";",
                        "ssl.truststore.type=PEM",
                        "ssl.truststore.location=" + trusted));
    }

    private static Map<String, String> environment() {
        return Map.of("FARM_SECRET", PASSWORD);
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(stream(out), stream(err), false);
        return FarmMain.commands(new Surroundings(terminal, KafkaFarmClient::connect, CLOCK, environment()))
                .execute(arguments);
    }

    private String complaints() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
