package io.framefarm.deploy.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsThereAfterARestart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder))) {
            KafkaBasics client = new KafkaBasics(kafka.bootstrap());
            client.createTopic("notes");
            client.write("notes", "before");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder))) {
            KafkaBasics client = new KafkaBasics(kafka.bootstrap());
            client.write("notes", "after");
            assertThat(client.readAll("notes")).containsExactly("before", "after");
        }
    }

    @Test
    void whatWasWrittenIsThereAfterTheBrokerWasKilled() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder)) {
            KafkaBasics client = new KafkaBasics(broker.bootstrap());
            client.createTopic("notes");
            client.write("notes", "before");
            broker.kill();
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder))) {
            assertThat(new KafkaBasics(kafka.bootstrap()).readAll("notes")).containsExactly("before");
        }
    }

    @Test
    void shareGroupsAreOnWithoutAnyUnstableFlag() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder));
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            Map<String, ?> features =
                    admin.describeFeatures().featureMetadata().get().finalizedFeatures();
            assertThat(features).containsKeys("share.version", "transaction.version");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BrokerSettings settings = new BrokerSettings(folder, other.getLocalPort(), Map.of());
            assertThatThrownBy(() -> EmbeddedKafka.start(settings))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " is taken");
        }
    }

    @Test
    void twoBrokersRunSideBySide(@TempDir Path otherFolder) throws Exception {
        try (EmbeddedKafka one = EmbeddedKafka.start(BrokerSettings.in(folder));
                EmbeddedKafka two = EmbeddedKafka.start(BrokerSettings.in(otherFolder))) {
            new KafkaBasics(one.bootstrap()).createTopic("only-in-one");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", two.bootstrap()))) {
                assertThat(admin.listTopics().names().get()).doesNotContain("only-in-one");
            }
            assertThat(List.of(one.bootstrap(), two.bootstrap())).doesNotHaveDuplicates();
        }
    }
}
