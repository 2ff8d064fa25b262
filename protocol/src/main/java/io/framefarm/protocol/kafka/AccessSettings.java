package io.framefarm.protocol.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * Which of Kafka's client settings an operator chooses: those of the connection. What a client does over it is the
 * farm's own business, and a setting that would have no effect is refused, because somebody relies on it.
 */
final class AccessSettings {
    private static final String PROTOCOL = "security.protocol";
    private static final List<String> SECURITY = List.of("security.", "sasl.", "ssl.");
    private static final Set<String> CONNECTION = Set.of(
            "client.dns.lookup",
            "connections.max.idle.ms",
            "metadata.max.age.ms",
            "reconnect.backoff.ms",
            "reconnect.backoff.max.ms",
            "socket.connection.setup.timeout.ms",
            "socket.connection.setup.timeout.max.ms");
    private static final Set<String> FILES = Set.of("ssl.truststore.location", "ssl.keystore.location");

    private AccessSettings() {}

    /** Throws {@link IllegalArgumentException} with all that is wrong; it names keys, and no secret value. */
    static void require(Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        // In a stable order, for people who mend one after the other.
        new TreeMap<>(settings).forEach((key, value) -> {
            if (!mayBeChosen(key)) {
                problems.add(key + ": not a setting of connections (allowed: security.*, sasl.*, ssl.* as Kafka knows"
                        + " them, and "
                        + String.join(", ", CONNECTION.stream().sorted().toList()) + ")");
            } else if (FILES.contains(key) && !Files.isReadable(Path.of(value))) {
                problems.add(key + ": no readable file " + value);
            }
        });
        if (problems.isEmpty()) {
            problems.addAll(withoutEffect(settings));
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n  ", problems));
        }
    }

    private static boolean mayBeChosen(String key) {
        boolean security = SECURITY.stream().anyMatch(key::startsWith)
                && AdminClientConfig.configNames().contains(key);
        return security || CONNECTION.contains(key);
    }

    private static List<String> withoutEffect(Map<String, String> settings) {
        SecurityProtocol protocol;
        try {
            AdminClientConfig checked = new AdminClientConfig(new TreeMap<String, Object>(settings));
            protocol = SecurityProtocol.forName(checked.getString(PROTOCOL));
        } catch (ConfigException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        boolean tls = protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL;
        boolean sasl = protocol == SecurityProtocol.SASL_PLAINTEXT || protocol == SecurityProtocol.SASL_SSL;
        return settings.keySet().stream()
                .filter(key -> (key.startsWith("ssl.") && !tls) || (key.startsWith("sasl.") && !sasl))
                .sorted()
                .map(key -> key + ": has no effect with " + PROTOCOL + " " + protocol.name
                        + " (allowed with it: SSL or SASL_SSL for ssl.*, SASL_SSL or SASL_PLAINTEXT for sasl.*)")
                .toList();
    }
}
