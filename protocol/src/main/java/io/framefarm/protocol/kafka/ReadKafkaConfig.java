package io.framefarm.protocol.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Reads how a cluster is reached from a file of client properties, such as Kafka's own tools take. Secrets need not
 * stand in it: Kafka's placeholders {@code ${env:NAME}}, {@code ${directory:FOLDER:FILE}} and {@code ${file:FILE:KEY}}
 * are replaced by what they name.
 */
public final class ReadKafkaConfig {
    private static final String BOOTSTRAP = "bootstrap.servers";

    private final ConfigTransformer placeholders;

    /** Takes the process's environment variables. */
    public ReadKafkaConfig(Map<String, String> environment) {
        Map<String, ConfigProvider> providers = Map.of(
                "env",
                new EnvVarConfigProvider(environment),
                "file",
                new FileConfigProvider(),
                "directory",
                new SecretsFolder());
        providers.values().forEach(provider -> provider.configure(Map.of()));
        this.placeholders = new ConfigTransformer(providers);
    }

    /** A secret in a file of its own often ends with a line break, which is not part of it. */
    private static final class SecretsFolder extends DirectoryConfigProvider {
        @Override
        public ConfigData get(String path, Set<String> keys) {
            Map<String, String> secrets = new HashMap<>();
            super.get(path, keys).data().forEach((name, secret) -> secrets.put(name, secret.stripTrailing()));
            return new ConfigData(secrets);
        }
    }

    /**
     * Throws {@link IllegalArgumentException} with what is wrong in the file.
     *
     * @param bootstrap goes before the file's {@code bootstrap.servers}
     */
    public KafkaCluster read(Path file, Optional<String> bootstrap) throws IOException {
        try {
            Map<String, String> settings = new HashMap<>(resolved(properties(file)));
            Optional<String> named = Optional.ofNullable(settings.remove(BOOTSTRAP));
            String address = bootstrap
                    .or(() -> named)
                    .orElseThrow(() -> new IllegalArgumentException(BOOTSTRAP + ": missing, and not given otherwise"));
            return new KafkaCluster(address, settings);
        } catch (IllegalArgumentException | ConfigException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no such file", e);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        return settings;
    }

    /** What names nothing is left as it stands by Kafka, and would be taken for the password. */
    private Map<String, String> resolved(Map<String, String> settings) {
        Map<String, String> resolved = placeholders.transform(settings).data();
        settings.forEach((key, value) -> ConfigTransformer.DEFAULT_PATTERN
                .matcher(value)
                .results()
                .map(placeholder -> placeholder.group())
                .filter(placeholder -> resolved.getOrDefault(key, "").contains(placeholder))
                .findFirst()
                .ifPresent(placeholder -> {
                    throw new IllegalArgumentException(key + ": " + placeholder
                            + " names nothing (allowed: ${env:NAME}, ${directory:FOLDER:FILE}, ${file:FILE:KEY})");
                }));
        return resolved;
    }
}
