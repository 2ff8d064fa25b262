package io.framefarm.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.store.FolderStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasureRequestsTest {
    private final BlockingQueue<String> served = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder;

    @Test
    void requestsAreToldByPatternSoThatNoIdIsAmongThem() throws Exception {
        InstantSource clock = InstantSource.fixed(FakeFarm.NOW);
        FakeFarm farm = new FakeFarm();
        HttpParts parts = new HttpParts(
                farm.renders,
                farm.workers,
                farm,
                new FolderStore(folder, clock),
                () -> "r1",
                clock,
                Optional.empty(),
                (method, route, status, took) -> served.add(method + " " + route + " " + status));
        try (HttpApi api = HttpApi.start(HttpSettings.loopback(0, false), parts)) {
            assertThat(request(api, "GET", "/v1/renders/some-render")).isEqualTo("GET /v1/renders/:id 404");
            assertThat(request(api, "GET", "/v1/renders")).isEqualTo("GET /v1/renders 200");
            assertThat(request(api, "GET", "/v1/nowhere/" + "x".repeat(50)))
                    .doesNotContain("xxx")
                    .endsWith(" 404");
            assertThat(request(api, "BREW", "/v1/renders")).startsWith("OTHER ");
        }
    }

    private String request(HttpApi api, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        return served.poll(10, TimeUnit.SECONDS);
    }
}
