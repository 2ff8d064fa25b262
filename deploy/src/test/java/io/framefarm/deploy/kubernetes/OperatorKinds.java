package io.framefarm.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds that operators bring to a cluster, with the fields that their definitions have and we may use. */
final class OperatorKinds {

    private OperatorKinds() {}

    /** {@code keda.sh/v1alpha1}. */
    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, ScaledObjectSpec spec) {}

    record ScaledObjectSpec(
            ScaleTarget scaleTargetRef,
            @Nullable Integer pollingInterval,
            @Nullable Integer cooldownPeriod,
            @Nullable Integer initialCooldownPeriod,
            @Nullable Integer idleReplicaCount,
            @Nullable Integer minReplicaCount,
            @Nullable Integer maxReplicaCount,
            @Nullable JsonNode fallback,
            @Nullable JsonNode advanced,
            List<Trigger> triggers) {}

    record ScaleTarget(
            @Nullable String apiVersion,
            @Nullable String kind,
            String name,
            @Nullable String envSourceContainerName) {}

    record Trigger(
            String type,
            @Nullable String name,
            Map<String, String> metadata,
            @Nullable JsonNode authenticationRef,
            @Nullable String metricType,
            @Nullable Boolean useCachedMetrics) {}

    /** {@code monitoring.coreos.com/v1}. */
    record PodMonitor(String apiVersion, String kind, ObjectMeta metadata, PodMonitorSpec spec) {}

    record PodMonitorSpec(
            @Nullable String jobLabel,
            @Nullable List<String> podTargetLabels,
            LabelSelector selector,
            @Nullable JsonNode namespaceSelector,
            @Nullable Integer sampleLimit,
            List<Endpoint> podMetricsEndpoints) {}

    record Endpoint(
            String port,
            @Nullable String path,
            @Nullable String scheme,
            @Nullable String interval,
            @Nullable String scrapeTimeout,
            @Nullable Boolean honorLabels,
            @Nullable List<JsonNode> relabelings,
            @Nullable List<JsonNode> metricRelabelings) {}
}
