package io.framefarm.deploy.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The objects of the manifests, read so strictly that a field which Kubernetes does not know is an error. */
final class Manifests {

    static final Path BASE = Path.of("kubernetes/base");

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NothingElse());

    private static final Map<String, Class<?>> KINDS = Map.of(
            "v1/ConfigMap", ConfigMap.class,
            "v1/Secret", Secret.class,
            "v1/Service", Service.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "apps/v1/Deployment", Deployment.class,
            "batch/v1/Job", Job.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
            "keda.sh/v1alpha1/ScaledObject", OperatorKinds.ScaledObject.class,
            "monitoring.coreos.com/v1/PodMonitor", OperatorKinds.PodMonitor.class);

    private Manifests() {}

    /** The model keeps fields that it does not know; here they must not be kept. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(BASE)) {
            return files.filter(file -> !file.getFileName().toString().equals("kustomization.yaml"))
                    .sorted()
                    .toList();
        }
    }

    /** Every object of every file that is applied. */
    static List<JsonNode> all() throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (Path file : files()) {
            if (!file.getFileName().toString().contains("example")) {
                objects.addAll(in(file));
            }
        }
        return objects;
    }

    static List<JsonNode> in(Path file) throws IOException {
        return in(Files.readString(file));
    }

    static List<JsonNode> in(String yaml) throws IOException {
        YAMLMapper mapper = new YAMLMapper();
        try (var objects = mapper.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return objects.readAll();
        }
    }

    /** Throws unless every field is one that is known for this kind of object. */
    static void check(JsonNode object) throws IOException {
        Class<?> kind = KINDS.get(kind(object));
        if (kind == null) {
            throw new IOException("nobody knows the kind " + kind(object));
        }
        STRICT.treeToValue(object, kind);
    }

    static <T> List<T> of(Class<T> type) throws IOException {
        List<T> found = new ArrayList<>();
        for (JsonNode object : all()) {
            if (type.equals(KINDS.get(kind(object)))) {
                found.add(STRICT.treeToValue(object, type));
            }
        }
        return found;
    }

    private static String kind(JsonNode object) {
        return object.path("apiVersion").asText() + "/" + object.path("kind").asText();
    }
}
