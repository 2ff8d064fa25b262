package io.framefarm.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.http.ApiUnderTest.Answer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every other test over HTTP checks its answers against the document as well. */
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "delete");
    private static final Set<String> REFUSALS = Set.of("nothing is at this address", "this address has other methods");

    private final OpenApiContract contract = new OpenApiContract();

    @TempDir
    private Path folder;

    private ApiUnderTest api;

    @BeforeEach
    void start() throws Exception {
        api = new ApiUnderTest(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theDocumentIsServed() throws Exception {
        Answer answer = api.get("/openapi.yaml");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).startsWith("openapi: 3.1.0");
    }

    @Test
    void everythingInTheDocumentIsServed() throws Exception {
        for (Map.Entry<String, Object> path : contract.paths().entrySet()) {
            for (String method : OpenApiContract.map(path.getValue()).keySet()) {
                boolean stream = path.getKey().equals("/v1/events");
                if (METHODS.contains(method) && !stream) {
                    String address = path.getKey().replaceAll("\\{[a-z]+}", "x");
                    Answer answer = api.send(
                            api.request(address).method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody()));
                    assertThat(REFUSALS.stream().noneMatch(answer.text()::contains))
                            .as(method + " " + address)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void everythingThatIsServedIsInTheDocument() {
        for (Route route : api.api.routes()) {
            String path = route.getPath();
            if (path == null || !path.startsWith("/v1/") || route.methods() == null || path.contains("*")) {
                continue;
            }
            String template = path.replaceAll(":([a-z]+)", "{$1}");
            for (HttpMethod method : route.methods()) {
                if (!path.equals("/v1/videos/edits")) { // answers only that there are none
                    assertThat(OpenApiContract.map(contract.paths().get(template)))
                            .as("%s %s", method, path)
                            .containsKey(method.name().toLowerCase(Locale.ROOT));
                }
            }
        }
    }
}
