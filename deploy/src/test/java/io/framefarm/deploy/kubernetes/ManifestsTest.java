package io.framefarm.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.framefarm.deploy.monitoring.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests say what Kubernetes understands, and what we want them to say of every role. */
class ManifestsTest {

    private static final Set<String> ROLES = Set.of("coordinator", "stitcher", "worker-cpu", "worker-gpu");

    @ParameterizedTest
    @MethodSource("files")
    void everyFieldIsOneThatKubernetesKnows(Path file) throws IOException {
        for (JsonNode object : Manifests.in(file)) {
            Manifests.check(object);
            assertThat(object.at("/metadata/name").asText()).isNotEmpty();
        }
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowWouldBeFound() throws IOException {
        JsonNode wrong = Manifests.in("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: x}
            spec:
              template:
                spec:
                  containers: [{name: x, livenessprobe: {}}]
            """).get(0);

        assertThatThrownBy(() -> Manifests.check(wrong)).hasMessageContaining("livenessprobe");
    }

    @Test
    void aFieldThatAnOperatorDoesNotKnowWouldBeFoundAsWell() throws IOException {
        JsonNode wrong = Manifests.in("""
            apiVersion: keda.sh/v1alpha1
            kind: ScaledObject
            metadata: {name: x}
            spec:
              scaleTargetRef: {name: x}
              minReplicas: 0
              triggers: []
            """).get(0);

        assertThatThrownBy(() -> Manifests.check(wrong)).hasMessageContaining("minReplicas");
    }

    @Test
    void everyRoleIsProbedAndDrainedAndMayBeKilledByNobodyElse() throws IOException {
        List<Deployment> deployments = Manifests.of(Deployment.class);

        assertThat(deployments)
                .extracting(role -> role.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(ROLES);
        assertThat(deployments).allSatisfy(role -> {
            Container container = pod(role).getContainers().get(0);
            assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/healthz");
            assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
            assertThat(container.getStartupProbe()).isNotNull();
            assertThat(container.getLifecycle().getPreStop()).isNotNull();
            assertThat(pod(role).getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(60);
        });
        assertThat(Manifests.of(PodDisruptionBudget.class))
                .extracting(budget ->
                        budget.getSpec().getSelector().getMatchLabels().get("app.kubernetes.io/name"))
                .containsExactlyInAnyOrderElementsOf(ROLES);
    }

    @Test
    void noPodHasMoreRightsThanItNeeds() throws IOException {
        List<PodSpec> pods = Stream.concat(
                        Manifests.of(Deployment.class).stream().map(ManifestsTest::pod),
                        Manifests.of(Job.class).stream()
                                .map(job -> job.getSpec().getTemplate().getSpec()))
                .toList();

        assertThat(pods).hasSize(5).allSatisfy(pod -> {
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getServiceAccountName()).isEqualTo("farm");
            Container container = pod.getContainers().get(0);
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKey("memory");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        });
    }

    @Test
    void whatAPodMountsIsThereAndWhatASelectorWantsIsOnThePods() throws IOException {
        for (Deployment role : Manifests.of(Deployment.class)) {
            PodTemplateSpec template = role.getSpec().getTemplate();
            Set<String> volumes = new HashSet<>();
            template.getSpec().getVolumes().forEach(volume -> volumes.add(volume.getName()));
            assertThat(template.getSpec().getContainers().get(0).getVolumeMounts())
                    .extracting(mount -> mount.getName())
                    .isSubsetOf(volumes);
            assertThat(template.getMetadata().getLabels())
                    .containsAllEntriesOf(role.getSpec().getSelector().getMatchLabels())
                    .containsEntry("framefarm/talks-to", "backends");
        }
    }

    @Test
    void gpuWorkersGoToNodesWithGpusAndAskForOne() throws IOException {
        Deployment worker = Manifests.of(Deployment.class).stream()
                .filter(role -> role.getMetadata().getName().equals("worker-gpu"))
                .findFirst()
                .orElseThrow();

        assertThat(pod(worker).getNodeSelector()).containsEntry("nvidia.com/gpu.present", "true");
        assertThat(pod(worker).getContainers().get(0).getResources().getLimits().get("nvidia.com/gpu"))
                .hasToString("1");
    }

    @Test
    void workersAreScaledFromZeroByTheBacklogOfTheirPool() throws IOException {
        List<JsonNode> scaled = Manifests.in(Manifests.BASE.resolve("autoscaling.yaml"));

        assertThat(scaled).hasSize(2).allSatisfy(each -> {
            String worker = each.at("/spec/scaleTargetRef/name").asText();
            JsonNode trigger = each.at("/spec/triggers/0/metadata");
            assertThat(ROLES).contains(worker);
            assertThat(each.at("/spec/minReplicaCount").asInt(-1)).isZero();
            // KEDA refuses thresholds that are numbers.
            assertThat(trigger.path("threshold").isTextual()).isTrue();
            assertThat(trigger.path("activationThreshold").isTextual()).isTrue();
            assertThat(trigger.path("query").asText())
                    .contains("framefarm_coordinator_backlog_gpu_seconds")
                    .contains("pool=~\"" + worker.replace("worker-", "") + "|unknown\"");
        });
    }

    @Test
    void nobodyMayTalkToAnybodyUnlessAPolicySaysSo() throws IOException {
        List<NetworkPolicy> policies = Manifests.of(NetworkPolicy.class);

        assertThat(policies)
                .filteredOn(policy -> policy.getMetadata().getName().equals("default-deny"))
                .singleElement()
                .satisfies(deny -> {
                    assertThat(deny.getSpec().getPodSelector().getMatchLabels()).isNullOrEmpty();
                    assertThat(deny.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
                    assertThat(deny.getSpec().getIngress()).isNullOrEmpty();
                });
    }

    @Test
    void noSecretIsAmongThem() throws IOException {
        assertThat(Manifests.all())
                .noneMatch(object -> object.path("kind").asText().equals("Secret"));
        for (JsonNode secret : Manifests.in(Manifests.BASE.resolve("secrets.example.yaml"))) {
            secret.path("stringData").properties().forEach(ManifestsTest::requireHarmless);
        }
    }

    @Test
    void kustomizeRendersThemAll() throws Exception {
        Program.require("kubectl", "kubernetes-client");

        Program.Result rendered = Program.run(Manifests.BASE, List.of("kubectl", "kustomize", "."));

        assertThat(rendered.exitCode()).as(rendered.output()).isZero();
        List<JsonNode> objects = Manifests.in(rendered.output());
        assertThat(objects).hasSameSizeAs(Manifests.all());
        for (JsonNode object : objects) {
            Manifests.check(object);
            assertThat(object.at("/metadata/namespace").asText()).isEqualTo("framefarm");
        }
    }

    static List<Path> files() throws IOException {
        return Manifests.files();
    }

    private static PodSpec pod(Deployment role) {
        return role.getSpec().getTemplate().getSpec();
    }

    private static void requireHarmless(Map.Entry<String, JsonNode> entry) {
        assertThat(entry.getValue().asText())
                .doesNotContainIgnoringCase("password=")
                .hasSizeLessThan(100);
    }
}
