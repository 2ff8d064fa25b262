package io.framefarm.coordinator.http;

import io.framefarm.coordinator.outbound.ConnectOut;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.coordinator.webhook.KeepWebhooks;
import io.framefarm.coordinator.webhook.WebhookBook;
import io.framefarm.coordinator.webhook.WebhookDesk;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The API on a free port in front of a farm that is played. */
final class ApiUnderTest implements AutoCloseable {
    final FakeFarm farm = new FakeFarm();
    final FolderStore store;
    final WebhookBook webhooks = new WebhookBook();
    final HttpApi api;
    private final OpenApiContract contract = new OpenApiContract();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger ids = new AtomicInteger();

    ApiUnderTest(Path folder) throws IOException {
        this(folder, HttpSettings.loopback(0, false));
    }

    ApiUnderTest(Path folder, HttpSettings settings) throws IOException {
        InstantSource clock = InstantSource.fixed(FakeFarm.NOW);
        store = new FolderStore(folder, clock);
        api = HttpApi.start(
                settings,
                new HttpParts(
                        farm.renders,
                        farm.workers,
                        farm,
                        store,
                        () -> "r" + ids.incrementAndGet(),
                        clock,
                        Optional.of(desk(clock)),
                        ServedRequests.IGNORED));
    }

    private WebhookDesk desk(InstantSource clock) {
        KeepWebhooks keep = (key, record) -> {
            webhooks.apply(key, record);
            return CompletableFuture.completedFuture(null);
        };
        return new WebhookDesk(webhooks, keep, ConnectOut.toPublicAddresses(), false, clock, new SplittableRandom(7));
    }

    /** One answer, with its body as text. */
    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        byte[] bytes() {
            return response.body();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonObject json() {
            return new JsonObject(text());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String path, String... headers) throws Exception {
        return send(request(path, headers).GET());
    }

    Answer delete(String path, String... headers) throws Exception {
        return send(request(path, headers).DELETE());
    }

    Answer post(String path, String body, String... headers) throws Exception {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(api.url() + path)).timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? request : request.headers(headers);
    }

    Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        Answer answer = new Answer(response);
        contract.check(
                response.request().method(),
                response.uri().getRawPath(),
                answer.status(),
                answer.header("content-type"),
                answer.bytes());
        return answer;
    }

    @Override
    public void close() {
        api.close();
    }
}
