package io.framefarm.protocol.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonitorPortTest {

    private final Monitor monitor = new Monitor();
    private final HttpClient http = HttpClient.newHttpClient();
    private MonitorPort port;

    @BeforeEach
    void open() throws IOException {
        port = MonitorPort.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), monitor);
    }

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void metricsOfTheProcessOfTheJvmAndOfKafkaClientsAreThere() throws Exception {
        monitor.metrics().counter("framefarm_things_total", "Things.").inc(3);

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body())
                .contains("framefarm_things_total 3.0")
                .contains("jvm_memory_bytes_used")
                .contains("# TYPE framefarm_kafka_client_requests_total counter");
    }

    @Test
    void aProcessWithoutPartsLivesButIsNotReady() throws Exception {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("is starting\n");
    }

    @Test
    void itIsReadyWhenEveryPartIsAndSaysWhichIsNot() throws Exception {
        AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.of("no heartbeat yet"));
        monitor.readyUnless("coordinator", Optional::empty);
        monitor.readyUnless("worker w1", problem::get);

        HttpResponse<String> before = get("/readyz");
        problem.set(Optional.empty());
        HttpResponse<String> after = get("/readyz");

        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).isEqualTo("coordinator: ok\nworker w1: no heartbeat yet\n");
        assertThat(after.statusCode()).isEqualTo(200);
    }

    @Test
    void aPartThatHasEndedMakesItUnhealthyAndNotReady() throws Exception {
        AtomicBoolean lives = new AtomicBoolean(true);
        monitor.aliveWhile("stitcher", lives::get);
        monitor.readyUnless("stitcher", Optional::empty);
        assertThat(get("/healthz").statusCode()).isEqualTo(200);

        lives.set(false);

        assertThat(get("/healthz").statusCode()).isEqualTo(503);
        assertThat(get("/healthz").body()).isEqualTo("stitcher: has ended\n");
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void nothingElseIsServedAndNothingCanBeWritten() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/metrics/more").statusCode()).isEqualTo(404);
        assertThat(send("/metrics", "POST").statusCode()).isEqualTo(405);
        assertThat(send("/healthz", "DELETE").statusCode()).isEqualTo(405);
        assertThat(send("/metrics", "HEAD").body()).isEmpty();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(path, "GET");
    }

    private HttpResponse<String> send(String path, String method) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port.address().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
