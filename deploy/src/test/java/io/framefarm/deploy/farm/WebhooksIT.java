package io.framefarm.deploy.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.framefarm.coordinator.http.HttpSettings;
import io.framefarm.protocol.v1.RenderState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program of a producer that is told how renders end, and a farm that is not always there. */
@Timeout(240)
class WebhooksIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Received> received = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private int port;

    private record Received(Headers headers, String body) {}

    @BeforeEach
    void choosePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void forget() {
        received.clear();
    }

    @Test
    void whoWasNotThereIsToldAfterTheFarmHasBeenStartedAgain() throws Exception {
        JsonObject webhook;
        try (TestFarm farm = start()) {
            webhook = post(farm, "/v1/webhooks", "{\"url\": \"http://127.0.0.1:" + port + "/hook\"}");
            farm.submit("told", Requests.quick("ann", 16, 1));
            assertThat(farm.awaitEnd("told").getState()).isEqualTo(RenderState.RENDER_STATE_DONE);
            String path = "/v1/webhooks/" + webhook.get("id").getAsString();
            await().atMost(PATIENCE)
                    .until(() -> get(farm, path).get("waiting").getAsInt() == 1
                            && !get(farm, path).get("problem").isJsonNull());
        }
        HttpServer receiver = receive();
        try (TestFarm farm = start()) {
            await().atMost(PATIENCE).until(() -> !received.isEmpty());

            Received message = received.get(0);
            JsonObject body = JsonParser.parseString(message.body()).getAsJsonObject();
            assertThat(body.get("type").getAsString()).isEqualTo("render.done");
            assertThat(body.getAsJsonObject("data").get("id").getAsString()).isEqualTo("told");
            assertThat(message.headers().getFirst("webhook-signature"))
                    .isEqualTo(signature(webhook.get("secret").getAsString(), message));
            String path = "/v1/webhooks/" + webhook.get("id").getAsString();
            await().atMost(PATIENCE).until(() -> get(farm, path).get("waiting").getAsInt() == 0);
            assertThat(received).hasSize(1);
        } finally {
            receiver.stop(0);
        }
    }

    private TestFarm start() throws IOException {
        HttpSettings http = HttpSettings.loopback(0, true).withPrivateWebhooks(true);
        return TestFarm.startWithHttp(folder.resolve("data"), 1, TestFarm.engine(), http);
    }

    private HttpServer receive() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/hook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(exchange.getRequestHeaders(), body));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private JsonObject post(TestFarm farm, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(farm.url() + path)).POST(BodyPublishers.ofString(body)));
    }

    private JsonObject get(TestFarm farm, String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(farm.url() + path)));
    }

    private JsonObject send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String signature(String secret, Received message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
        String signed = message.headers().getFirst("webhook-id")
                + "."
                + message.headers().getFirst("webhook-timestamp")
                + "."
                + message.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
