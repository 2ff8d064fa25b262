package io.framefarm.deploy.kafka;

import io.framefarm.deploy.client.FarmUnreachableException;
import io.framefarm.protocol.kafka.TopicSettings;
import io.framefarm.protocol.kafka.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/** Features and bounds of the brokers that no topic and no share group can override. */
final class BrokerCheck {

    private static final int ANSWER_LIMIT_SECONDS = 30;

    /** The least level of each feature that the farm stands on, and what stands on it. */
    private static final Map<String, Feature> FEATURES = Map.of(
            "share.version", new Feature((short) 1, "workers take segments through a share group"),
            "transaction.version", new Feature((short) 2, "frames and results are published in one transaction"));

    private final Admin admin;

    BrokerCheck(Admin admin) {
        this.admin = admin;
    }

    private record Feature(short least, String neededBecause) {}

    List<String> findings(TopicSettings settings) throws InterruptedException {
        List<String> findings = new ArrayList<>(missingFeatures());
        Collection<Node> nodes = answer(admin.describeCluster().nodes());
        List<ConfigResource> brokers = nodes.stream()
                .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                .toList();
        answer(admin.describeConfigs(brokers).all())
                .forEach((broker, config) -> findings.addAll(bounds(broker.name(), config, settings)));
        if (settings.replication() > nodes.size()) {
            findings.add("replication %d needs as many brokers, found %d; use --replication %d or add brokers"
                    .formatted(settings.replication(), nodes.size(), nodes.size()));
        }
        return findings;
    }

    private List<String> missingFeatures() throws InterruptedException {
        Map<String, FinalizedVersionRange> found =
                answer(admin.describeFeatures().featureMetadata()).finalizedFeatures();
        List<String> findings = new ArrayList<>();
        FEATURES.forEach((name, feature) -> {
            FinalizedVersionRange range = found.get(name);
            int level = range == null ? 0 : range.maxVersionLevel();
            if (level < feature.least()) {
                findings.add("feature %s is at level %d, but %s; run `kafka-features.sh upgrade --feature %s=%d`"
                        .formatted(name, level, feature.neededBecause(), name, feature.least()));
            }
        });
        return findings;
    }

    private static List<String> bounds(String broker, Config config, TopicSettings settings) {
        List<String> findings = new ArrayList<>();
        long lockMs = settings.lockDuration().toMillis();
        atMost(findings, broker, config, "group.share.min.record.lock.duration.ms", lockMs);
        atLeast(findings, broker, config, "group.share.max.record.lock.duration.ms", lockMs);
        atLeast(findings, broker, config, "group.share.max.delivery.count.limit", settings.deliveryLimit());
        String prefix = value(config, "errors.deadletterqueue.topic.name.prefix");
        if (!prefix.isEmpty() && !Topics.DEAD_SEGMENTS.name().startsWith(prefix)) {
            findings.add(
                    "broker %s: errors.deadletterqueue.topic.name.prefix is `%s`, so that segments which no worker survives would vanish; set it to `dlq.`"
                            .formatted(broker, prefix));
        }
        return findings;
    }

    private static void atLeast(List<String> findings, String broker, Config config, String key, long least) {
        String found = value(config, key);
        if (!found.isEmpty() && Long.parseLong(found) < least) {
            findings.add("broker %s: %s is %s; raise it to at least %d".formatted(broker, key, found, least));
        }
    }

    private static void atMost(List<String> findings, String broker, Config config, String key, long most) {
        String found = value(config, key);
        if (!found.isEmpty() && Long.parseLong(found) > most) {
            findings.add("broker %s: %s is %s; lower it to at most %d".formatted(broker, key, found, most));
        }
    }

    private static String value(Config config, String key) {
        ConfigEntry entry = config.get(key);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new FarmUnreachableException("cannot ask the brokers: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new FarmUnreachableException("the brokers do not answer within " + ANSWER_LIMIT_SECONDS + " s", e);
        }
    }
}
