package io.framefarm.protocol.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** Creates the farm's topics and share groups, and finds what differs from what the farm needs. Does not own the client. */
public final class TopicAdmin {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int EFFECT_POLLS = 500;
    private static final int EFFECT_POLL_MS = 20;

    private final Admin admin;

    public TopicAdmin(Admin admin) {
        this.admin = admin;
    }

    /** Creates what is missing and sets what differs; existing records, partitions and replicas stay as they are. */
    public void create(TopicSettings settings) throws InterruptedException {
        List<TopicSpec> specs = Topics.all(settings.pools());
        Collection<String> existing = await("list topics", admin.listTopics().names());
        List<NewTopic> missing = specs.stream()
                .filter(spec -> !existing.contains(spec.name()))
                .map(spec ->
                        new NewTopic(spec.name(), spec.partitions(), settings.replication()).configs(spec.settings()))
                .toList();
        await("create topics", admin.createTopics(missing).all());
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new LinkedHashMap<>();
        wanted(settings).forEach((resource, configs) -> changes.put(resource, assignments(configs)));
        await(
                "configure topics and groups",
                admin.incrementalAlterConfigs(changes).all());
        awaitEffect(settings);
    }

    /** Brokers answer before they act: a worker that joined its group in between would skip the jobs there are. */
    private void awaitEffect(TopicSettings settings) throws InterruptedException {
        List<String> differing = checkSettings(settings);
        for (int i = 0; i < EFFECT_POLLS && !differing.isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(EFFECT_POLL_MS);
            differing = checkSettings(settings);
        }
        if (!differing.isEmpty()) {
            throw new TopicsUnavailableException("the broker has not taken over: " + String.join("; ", differing));
        }
    }

    /** What is missing or set otherwise, each with the fix; none when the farm can start. */
    public List<String> check(TopicSettings settings) throws InterruptedException {
        List<String> findings = new ArrayList<>(checkTopics(settings));
        findings.addAll(checkSettings(settings));
        return List.copyOf(findings);
    }

    private List<String> checkTopics(TopicSettings settings) throws InterruptedException {
        List<String> findings = new ArrayList<>();
        Map<String, TopicDescription> topics =
                await("describe topics", admin.describeTopics(present(settings)).allTopicNames());
        for (TopicSpec spec : Topics.all(settings.pools())) {
            TopicDescription topic = topics.get(spec.name());
            if (topic == null) {
                findings.add("topic `" + spec.name() + "` is missing; run `farm topics create`");
            } else if (topic.partitions().size() != spec.partitions()) {
                findings.add(
                        "topic `%s` has %d partitions instead of %d; delete it while the farm is idle and run `farm topics create`"
                                .formatted(spec.name(), topic.partitions().size(), spec.partitions()));
            }
        }
        return findings;
    }

    private List<String> checkSettings(TopicSettings settings) throws InterruptedException {
        List<String> findings = new ArrayList<>();
        List<String> present = present(settings);
        Map<ConfigResource, Map<String, String>> wanted = wanted(settings);
        wanted.keySet()
                .removeIf(
                        resource -> resource.type() == ConfigResource.Type.TOPIC && !present.contains(resource.name()));
        Map<ConfigResource, Config> actual =
                await("read settings", admin.describeConfigs(wanted.keySet()).all());
        actual.forEach((resource, config) ->
                findings.addAll(differences(resource, config, wanted.getOrDefault(resource, Map.of()))));
        return findings;
    }

    private List<String> present(TopicSettings settings) throws InterruptedException {
        Collection<String> existing = await("list topics", admin.listTopics().names());
        return Topics.all(settings.pools()).stream()
                .map(TopicSpec::name)
                .filter(existing::contains)
                .toList();
    }

    private static List<String> differences(ConfigResource resource, Config found, Map<String, String> wanted) {
        List<String> findings = new ArrayList<>();
        wanted.forEach((key, value) -> {
            ConfigEntry entry = found.get(key);
            String actual = entry == null ? "unset" : String.valueOf(entry.value());
            if (!actual.equals(value)) {
                findings.add("%s `%s`: %s is %s instead of %s; run `farm topics create`"
                        .formatted(
                                resource.type() == ConfigResource.Type.GROUP ? "group" : "topic",
                                resource.name(),
                                key,
                                actual,
                                value));
            }
        });
        return findings;
    }

    private static Map<ConfigResource, Map<String, String>> wanted(TopicSettings settings) {
        Map<ConfigResource, Map<String, String>> wanted = new LinkedHashMap<>();
        for (TopicSpec spec : Topics.all(settings.pools())) {
            wanted.put(new ConfigResource(ConfigResource.Type.TOPIC, spec.name()), spec.settings());
        }
        for (String pool : settings.pools()) {
            wanted.put(
                    new ConfigResource(ConfigResource.Type.GROUP, Topics.workerGroup(pool)), groupSettings(settings));
        }
        return wanted;
    }

    /** Settings of a share group whose defaults lose jobs, show aborted ones, or drop those that no worker survives. */
    static Map<String, String> groupSettings(TopicSettings settings) {
        Map<String, String> group = new LinkedHashMap<>();
        group.put("share.auto.offset.reset", "earliest");
        group.put("share.isolation.level", "read_committed");
        group.put(
                "share.record.lock.duration.ms",
                Long.toString(settings.lockDuration().toMillis()));
        group.put("share.delivery.count.limit", Integer.toString(settings.deliveryLimit()));
        group.put("errors.deadletterqueue.topic.name", Topics.DEAD_SEGMENTS.name());
        group.put("errors.deadletterqueue.copy.record.enable", "true");
        return group;
    }

    private static Collection<AlterConfigOp> assignments(Map<String, String> configs) {
        return configs.entrySet().stream()
                .map(e -> new AlterConfigOp(new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET))
                .toList();
    }

    private static <T> T await(String what, KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new TopicsUnavailableException("cannot " + what + ": " + failed.getMessage(), failed);
        } catch (TimeoutException late) {
            throw new TopicsUnavailableException("cannot " + what + ": no answer within " + PATIENCE, late);
        }
    }
}
