package io.framefarm.coordinator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.framefarm.coordinator.outbound.ConnectOut;
import io.framefarm.protocol.v1.WebhookDelivery;
import io.framefarm.protocol.v1.WebhookEndpoint;
import io.framefarm.protocol.v1.WebhookRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SendDueTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final WebhookSecret SECRET = WebhookSecret.create(new SplittableRandom(1));

    private final WebhookBook book = new WebhookBook();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<DeliveryOutcome> outcomes = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService serverThreads = Executors.newCachedThreadPool();
    private HttpServer server;
    private SendDue send;

    private record Received(String path, Headers headers, String body) {}

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(serverThreads);
        answer("/fine", 204);
        answer("/broken", 500);
        answer("/gone", 410);
        answer("/moved", 302);
        server.createContext("/slow", exchange -> {
            try {
                release.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
        send = send(ConnectOut.anywhere());
    }

    @AfterEach
    void stop() {
        release.countDown();
        send.close();
        server.stop(0);
        serverThreads.shutdownNow();
    }

    private void answer(String path, int status) {
        server.createContext(path, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(path, exchange.getRequestHeaders(), body));
            exchange.getResponseHeaders().add("Location", "/fine");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    private SendDue send(ConnectOut connect) {
        KeepWebhooks keep = (key, record) -> {
            book.apply(key, record);
            send.seen(key, record);
            return CompletableFuture.completedFuture(null);
        };
        return new SendDue(
                book, keep, new PostOverHttp(connect, CLOCK), true, CLOCK, new SplittableRandom(2), outcomes::add);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void endpoint(String id, String url) {
        WebhookEndpoint endpoint = WebhookEndpoint.newBuilder()
                .setId(id)
                .setUrl(url)
                .setSecret(SECRET.bytes())
                .build();
        book.apply(
                WebhookKeys.endpoint(id),
                WebhookRecord.newBuilder().setEndpoint(endpoint).build());
    }

    private void message(String id, String endpoint, int attempts) {
        WebhookDelivery delivery = WebhookDelivery.newBuilder()
                .setId(id)
                .setEndpointId(endpoint)
                .setBody(ByteString.copyFromUtf8("{\"type\":\"render.done\"}"))
                .setAttempts(attempts)
                .build();
        book.apply(
                WebhookKeys.delivery(id),
                WebhookRecord.newBuilder().setDelivery(delivery).build());
    }

    private DeliveryOutcome outcomeOf(String path) {
        endpoint("hook", url(path));
        message("msg_1", "hook", 0);
        send.sendDue();
        await().until(() -> !outcomes.isEmpty());
        return outcomes.get(0);
    }

    @Test
    void aMessageArrivesSignedAndIsForgotten() {
        assertThat(outcomeOf("/fine")).isEqualTo(DeliveryOutcome.DELIVERED);

        Received message = received.get(0);
        long at = Long.parseLong(message.headers().getFirst("webhook-timestamp"));
        assertThat(message.body()).isEqualTo("{\"type\":\"render.done\"}");
        assertThat(message.headers().getFirst("content-type")).isEqualTo("application/json");
        assertThat(message.headers().getFirst("webhook-id")).isEqualTo("msg_1");
        assertThat(message.headers().getFirst("webhook-signature"))
                .isEqualTo(SECRET.sign("msg_1", at, ByteString.copyFromUtf8(message.body())));
        await().until(() -> book.delivery("msg_1").isEmpty());
    }

    @Test
    void aMessageThatDoesNotArriveIsKeptAsItIsForLater() {
        long before = CLOCK.millis();
        assertThat(outcomeOf("/broken")).isEqualTo(DeliveryOutcome.FAILED);

        await().until(() -> book.delivery("msg_1").orElseThrow().getAttempts() == 1);
        WebhookDelivery kept = book.delivery("msg_1").orElseThrow();
        assertThat(kept.getProblem()).isEqualTo("it answered 500");
        assertThat(kept.getBody().toStringUtf8()).isEqualTo("{\"type\":\"render.done\"}");
        assertThat(kept.getNextAttemptAtMs()).isGreaterThanOrEqualTo(before + 5000);
        send.sendDue();
        assertThat(received).hasSize(1);
    }

    @Test
    void aMessageIsGivenUpAfterItsLastAttempt() {
        endpoint("hook", url("/broken"));
        message("msg_1", "hook", 9);

        send.sendDue();

        await().until(() -> book.delivery("msg_1").isEmpty());
        assertThat(outcomes).containsExactly(DeliveryOutcome.GIVEN_UP);
    }

    @Test
    void aRedirectIsNotFollowed() {
        assertThat(outcomeOf("/moved")).isEqualTo(DeliveryOutcome.FAILED);

        await().until(() -> book.delivery("msg_1").orElseThrow().getProblem().contains("redirects are not followed"));
        assertThat(received).extracting(Received::path).containsExactly("/moved");
    }

    @Test
    void anEndpointThatIsGoneIsNotAskedAgain() {
        assertThat(outcomeOf("/gone")).isEqualTo(DeliveryOutcome.UNWANTED);
        await().until(() -> book.delivery("msg_1").isEmpty());
        message("msg_2", "hook", 0);
        send.sendDue();

        await().until(() -> book.delivery("msg_2").isEmpty());
        assertThat(book.endpoint("hook").orElseThrow().getDisabled()).contains("410");
        assertThat(received).hasSize(1);
    }

    @Test
    void anAddressThatHasBecomePrivateIsNotAsked() {
        send.close();
        send = send(ConnectOut.toPublicAddresses());

        assertThat(outcomeOf("/fine")).isEqualTo(DeliveryOutcome.FAILED);

        await().until(() -> book.delivery("msg_1").orElseThrow().getProblem().contains("is not public"));
        assertThat(received).isEmpty();
    }

    @Test
    void aSlowEndpointHoldsUpOnlyItself() {
        endpoint("slow", url("/slow"));
        endpoint("hook", url("/fine"));
        for (int i = 0; i < 100; i++) {
            message("slow_" + i, "slow", 0);
        }
        message("msg_1", "hook", 0);

        send.sendDue();

        await().until(() -> book.delivery("msg_1").isEmpty());
        assertThat(received).extracting(Received::path).containsExactly("/fine");
    }

    @Test
    void aMessageWhoseEndpointIsGoneIsForgotten() {
        message("msg_1", "deleted", 0);

        send.sendDue();

        await().until(() -> book.delivery("msg_1").isEmpty());
        assertThat(outcomes).isEmpty();
    }
}
