package io.framefarm.deploy.kafka;

import io.framefarm.deploy.client.FarmUnreachableException;
import io.framefarm.protocol.kafka.KafkaCluster;
import io.framefarm.protocol.kafka.TopicAdmin;
import io.framefarm.protocol.kafka.TopicSettings;
import io.framefarm.protocol.kafka.TopicsUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;

/** Prepares a cluster for the farm, and tells what about it would lose work. */
public final class ClusterAdmin implements AutoCloseable {

    private static final int ANSWER_LIMIT_MS = 15_000;

    private final KafkaCluster cluster;
    private final Admin admin;

    private ClusterAdmin(KafkaCluster cluster, Admin admin) {
        this.cluster = cluster;
        this.admin = admin;
    }

    public static ClusterAdmin connect(String bootstrap) {
        return connect(KafkaCluster.at(bootstrap));
    }

    public static ClusterAdmin connect(KafkaCluster cluster) {
        try {
            return new ClusterAdmin(
                    cluster,
                    Admin.create(cluster.client(Map.of(
                            AdminClientConfig.CLIENT_ID_CONFIG, "farm-admin",
                            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_LIMIT_MS,
                            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_LIMIT_MS))));
        } catch (KafkaException e) {
            throw KafkaFarmClient.unreachable(cluster, e);
        }
    }

    /** Creates missing topics and corrects the settings of topics and share groups. */
    public void createTopics(TopicSettings settings) {
        ask(() -> {
            new TopicAdmin(admin).create(settings);
            return List.of();
        });
    }

    /** What would lose work, each with the fix; empty when the farm can start. */
    public List<String> findings(TopicSettings settings) {
        return ask(() -> {
            List<String> findings = new ArrayList<>(new BrokerCheck(admin).findings(settings));
            // Topics and groups cannot be right on a broker that lacks what they need.
            if (findings.isEmpty()) {
                findings.addAll(new TopicAdmin(admin).check(settings));
            }
            return findings;
        });
    }

    /** Adds the rules of a role for a principal, and returns them in words. */
    public List<String> allow(AccessRole role, String principal) {
        return ask(() -> {
            List<AclBinding> bindings = role.bindings(principal);
            try {
                admin.createAcls(bindings).all().get();
            } catch (ExecutionException e) {
                throw KafkaFarmClient.unreachable(cluster, e.getCause() == null ? e : e.getCause());
            }
            return bindings.stream()
                    .map(binding -> binding.entry().operation() + " "
                            + binding.pattern().resourceType() + " "
                            + binding.pattern().name()
                            + (binding.pattern().patternType() == PatternType.PREFIXED ? "*" : ""))
                    .toList();
        });
    }

    @Override
    public void close() {
        admin.close();
    }

    private List<String> ask(Question question) {
        try {
            return question.ask();
        } catch (TopicsUnavailableException | KafkaException e) {
            throw KafkaFarmClient.unreachable(cluster, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FarmUnreachableException("interrupted while asking " + cluster, e);
        }
    }

    private interface Question {
        List<String> ask() throws InterruptedException;
    }
}
