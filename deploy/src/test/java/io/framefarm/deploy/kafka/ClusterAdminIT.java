package io.framefarm.deploy.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framefarm.protocol.kafka.TopicSettings;
import io.framefarm.protocol.kafka.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor: every setting whose default loses work is found, and the fix is named. */
class ClusterAdminIT {

    private static final TopicSettings SETTINGS = TopicSettings.singleBroker();

    @TempDir
    static Path folder;

    private static TestBroker kafka;
    private static ClusterAdmin admin;

    @BeforeAll
    static void start() throws IOException {
        kafka = TestBroker.start(folder);
        admin = ClusterAdmin.connect(kafka.bootstrap());
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @BeforeEach
    void repair() {
        admin.createTopics(SETTINGS);
    }

    @Test
    void aPreparedClusterIsHealthy() {
        await().untilAsserted(() -> assertThat(admin.findings(SETTINGS)).isEmpty());
    }

    @Test
    void aMissingTopicIsNamedWithTheFix() {
        TopicSettings morePools = SETTINGS.withPools(Set.of(Topics.DEFAULT_POOL, "large"));

        assertThat(admin.findings(morePools))
                .anySatisfy(finding -> assertThat(finding).contains("segments.large", "farm topics create"));
    }

    @Test
    void aShareGroupThatWouldSkipJobsIsFound() throws Exception {
        set(ConfigResource.Type.GROUP, Topics.workerGroup(Topics.DEFAULT_POOL), "share.auto.offset.reset", "latest");

        assertThat(admin.findings(SETTINGS))
                .singleElement()
                .satisfies(finding -> assertThat(finding)
                        .contains("share.auto.offset.reset", "latest", "earliest", "farm topics create"));
    }

    @Test
    void aShareGroupThatWouldShowAbortedJobsIsFound() throws Exception {
        String group = Topics.workerGroup(Topics.DEFAULT_POOL);
        set(ConfigResource.Type.GROUP, group, "share.isolation.level", "read_uncommitted");

        assertThat(admin.findings(SETTINGS))
                .singleElement()
                .satisfies(finding -> assertThat(finding).contains("share.isolation.level", "read_committed"));
    }

    @Test
    void aTopicThatRefusesLargeFramesIsFound() throws Exception {
        set(ConfigResource.Type.TOPIC, Topics.FRAMES.name(), "max.message.bytes", "1000");

        assertThat(admin.findings(SETTINGS))
                .singleElement()
                .satisfies(finding -> assertThat(finding).contains("frames", "max.message.bytes", "1000"));
    }

    @Test
    void aLockBeyondTheBrokersBoundsIsFound() {
        assertThat(admin.findings(SETTINGS.withLockDuration(Duration.ofMinutes(30))))
                .anySatisfy(finding -> assertThat(finding)
                        .contains("group.share.max.record.lock.duration.ms", "raise it to at least 1800000"));
    }

    @Test
    void moreReplicasThanBrokersAreRefused() {
        assertThat(admin.findings(SETTINGS.withReplication(3)))
                .anySatisfy(finding -> assertThat(finding).contains("replication 3", "found 1"));
    }

    /** Returns when the broker has heard of it from its controller. */
    private static void set(ConfigResource.Type type, String name, String key, String value) throws Exception {
        Collection<AlterConfigOp> change =
                List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
        try (Admin client = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            ConfigResource resource = new ConfigResource(type, name);
            client.incrementalAlterConfigs(Map.of(resource, change)).all().get();
            await().until(() -> client.describeConfigs(List.of(resource)).all().get().values().stream()
                    .flatMap(config -> config.entries().stream())
                    .anyMatch(entry -> entry.name().equals(key) && value.equals(entry.value())));
        }
    }
}
