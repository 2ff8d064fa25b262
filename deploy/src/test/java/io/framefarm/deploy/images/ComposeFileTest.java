package io.framefarm.deploy.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What Compose would refuse, found where there is no Compose. */
class ComposeFileTest {

    private static JsonNode compose = new ObjectMapper().createObjectNode();

    @BeforeAll
    static void readFile() throws IOException {
        // Jackson's own reader leaves anchors and merged mappings as they are.
        Object read = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("../docker-compose.yml")));
        compose = new ObjectMapper().valueToTree(read);
    }

    @Test
    void everyServiceHasAnImage() {
        assertThat(compose.get("services").properties())
                .isNotEmpty()
                .allSatisfy(service ->
                        assertThat(service.getValue().path("image").asText()).isNotEmpty());
    }

    @Test
    void whatIsBuiltHasItsDockerfile() {
        List<Path> dockerfiles = new ArrayList<>();
        for (JsonNode service : compose.get("services")) {
            if (service.has("build")) {
                JsonNode build = service.get("build");
                dockerfiles.add(Path.of("..", build.get("context").asText())
                        .resolve(build.get("dockerfile").asText()));
            }
        }

        assertThat(dockerfiles).isNotEmpty().allSatisfy(file -> assertThat(file).isRegularFile());
    }

    @Test
    void whatIsWaitedForIsThere() {
        Set<String> waitedFor = new TreeSet<>();
        for (JsonNode service : compose.get("services")) {
            JsonNode dependencies = service.path("depends_on");
            if (dependencies.isArray()) {
                dependencies.forEach(name -> waitedFor.add(name.asText()));
            } else {
                dependencies.fieldNames().forEachRemaining(waitedFor::add);
            }
        }

        assertThat(waitedFor).contains("kafka", "redis").isSubsetOf(names("services"));
    }

    @Test
    void theVolumesAreThoseThatAreUsed() {
        Set<String> used = new TreeSet<>();
        for (JsonNode service : compose.get("services")) {
            for (JsonNode volume : service.path("volumes")) {
                String source = volume.asText().split(":", 2)[0];
                if (source.matches("[a-z]+")) {
                    used.add(source);
                }
            }
        }

        assertThat(used).isEqualTo(names("volumes"));
    }

    /** Workers only read the images of requests. */
    @ParameterizedTest
    @CsvSource({
        "coordinator,videos:/videos",
        "stitcher,videos:/videos",
        "worker,videos:/videos:ro",
        "worker-gpu,videos:/videos:ro"
    })
    void everyRoleReachesTheStoreOfVideosAndInputs(String role, String mounted) {
        JsonNode service = compose.at("/services/" + role);

        assertThat(service.at("/environment/FARM_STORE").asText()).isEqualTo("file:/videos");
        assertThat(service.get("volumes")).extracting(JsonNode::asText).contains(mounted);
    }

    private static Set<String> names(String section) {
        Set<String> names = new TreeSet<>();
        compose.get(section).fieldNames().forEachRemaining(names::add);
        return names;
    }
}
