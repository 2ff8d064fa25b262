package io.framefarm.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadKafkaConfigTest {

    private static final String JAAS =
            "org.apache.kafka.common.security.scram.ScramLoginModule required" + " username=\"farm\" password=\"%s\";";

    @TempDir
    Path folder;

    @Test
    void aClientGetsTheSettingsOfTheFileBesideItsOwn() throws IOException {
        KafkaCluster cluster = read("security.protocol=SASL_SSL", "sasl.mechanism=SCRAM-SHA-512", "sasl.jaas.config=x");

        Map<String, Object> client = cluster.client(Map.of("linger.ms", 5));

        assertThat(client)
                .containsEntry("bootstrap.servers", "broker:9093")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("linger.ms", 5);
    }

    @Test
    void theFileMayNameTheBrokersToo() throws IOException {
        Path file = file("bootstrap.servers=one:9092,two:9092");

        assertThat(reader(Map.of()).read(file, Optional.empty()).bootstrap()).isEqualTo("one:9092,two:9092");
        assertThat(reader(Map.of()).read(file, Optional.of("other:1")).bootstrap())
                .isEqualTo("other:1");
        assertThatThrownBy(() -> reader(Map.of()).read(file("reconnect.backoff.ms=100"), Optional.empty()))
                .hasMessageContaining("bootstrap.servers: missing");
    }

    @Test
    void aSecretMayComeFromTheEnvironment() throws IOException {
        Path file = file("security.protocol=SASL_SSL", "sasl.jaas.config=" + JAAS.formatted("${env:KAFKA_PASSWORD}"));

        KafkaCluster cluster = reader(Map.of("KAFKA_PASSWORD", "s3cret")).read(file, Optional.of("broker:9093"));

        assertThat(cluster.access()).containsEntry("sasl.jaas.config", JAAS.formatted("s3cret"));
    }

    @Test
    void aSecretMayComeFromAFileOfItsOwnWhoseLastLineBreakIsNotPartOfIt() throws IOException {
        Files.writeString(folder.resolve("password"), "s3cret\n");

        KafkaCluster cluster = read(
                "security.protocol=SASL_SSL",
                "sasl.jaas.config=" + JAAS.formatted("${directory:" + folder + ":password}"));

        assertThat(cluster.access()).containsEntry("sasl.jaas.config", JAAS.formatted("s3cret"));
    }

    @Test
    void aSecretThatIsNotThereIsMissedAtOnce() {
        assertThatThrownBy(() -> read("security.protocol=SSL", "ssl.key.password=${env:ABSENT}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("client.properties: ssl.key.password: ${env:ABSENT} names nothing");
    }

    @Test
    void neitherTheClusterNorARefusalPrintsASecret() throws IOException {
        String secret = "hunter2";
        String[] good = {"security.protocol=SASL_SSL", "sasl.jaas.config=" + JAAS.formatted(secret)};
        String[] bad = {good[0], good[1], "ssl.truststore.password=" + secret, "sasl.mechanisms=PLAIN", "group.id=mine"
        };

        assertThat(read(good).toString()).isEqualTo("broker:9093");
        assertThatThrownBy(() -> read(bad))
                .hasMessageContaining("group.id: not a setting of connections")
                .hasMessageContaining("sasl.mechanisms: not a setting")
                .message()
                .doesNotContain(secret);
    }

    @ParameterizedTest
    @CsvSource({
        "sasl.mechanism=PLAIN, sasl.mechanism: has no effect with security.protocol PLAINTEXT",
        "ssl.truststore.password=x, ssl.truststore.password: has no effect with security.protocol PLAINTEXT",
        "security.protocol=TLS, Invalid value TLS for configuration security.protocol",
        "isolation.level=read_uncommitted, isolation.level: not a setting of connections",
        "reconnect.backoff.ms=soon, Invalid value soon for configuration reconnect.backoff.ms"
    })
    void aSettingThatWouldDoNothingOrHarmIsRefused(String line, String expected) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void aTrustStoreThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> read("security.protocol=SSL", "ssl.truststore.location=" + folder.resolve("gone.p12")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ssl.truststore.location: no readable file " + folder.resolve("gone.p12"));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> reader(Map.of()).read(folder.resolve("gone"), Optional.of("broker:9093")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gone: there is no such file");
    }

    private KafkaCluster read(String... lines) throws IOException {
        return reader(Map.of()).read(file(lines), Optional.of("broker:9093"));
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("client.properties"), String.join("\n", lines));
    }

    private static ReadKafkaConfig reader(Map<String, String> environment) {
        return new ReadKafkaConfig(environment);
    }
}
