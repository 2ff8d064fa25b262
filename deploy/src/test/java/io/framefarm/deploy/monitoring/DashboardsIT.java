package io.framefarm.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.framefarm.protocol.monitor.MonitorPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real Prometheus watches a real farm, and every query of every dashboard is answered with numbers. */
@Timeout(300)
class DashboardsIT {

    private static final InetSocketAddress FREE_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static WatchedFarm farm;
    private static MonitorPort port;
    private static HttpServer dcgm;
    private static Prometheus prometheus;

    @BeforeAll
    static void watchAFarm() throws Exception {
        Program.require("prometheus", "prometheus");
        farm = WatchedFarm.start(folder.resolve("farm"));
        port = MonitorPort.open(FREE_PORT, farm.monitor());
        dcgm = sampleOfTheDcgmExporter();
        prometheus = Prometheus.start(folder, """
              - job_name: worker
                static_configs: [{targets: ['127.0.0.1:%d'], labels: {pod: worker-1}}]
              - job_name: dcgm
                honor_labels: true
                static_configs: [{targets: ['127.0.0.1:%d']}]
            """.formatted(
                        port.address().getPort(), dcgm.getAddress().getPort()));
        await().atMost(PATIENCE).until(() -> answers("framefarm_coordinator_active == 1"));
        // What is counted for the first time shows no rise before it is counted again, so everything happens twice.
        farm.keepBusy();
        await().atMost(PATIENCE).until(() -> answers("framefarm_coordinator_render_seconds_count{outcome=\"failed\"}"));
        farm.keepBusy();
    }

    @AfterAll
    static void stop() throws Exception {
        if (prometheus != null) {
            prometheus.close();
            dcgm.stop(0);
            port.close();
            farm.close();
        }
    }

    @ParameterizedTest
    @MethodSource("panelsOfTheFarm")
    void everyPanelHasData(Panel panel) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.query(panel.queryOver("2m")))
                        .as(panel.toString())
                        .isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("panelsOfGpus")
    void everyGpuPanelHasDataFromASampleOfWhatTheDcgmExporterServes(Panel panel) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.query(panel.queryOver("2m")))
                        .as(panel.toString())
                        .isNotEmpty());
    }

    @Test
    void theQueueIsEmptyAgainAndTheBrokerAgrees() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.query("sum(framefarm_coordinator_share_group_lag)"))
                        .containsExactly(0.0));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                prometheus.query("sum(framefarm_coordinator_backlog_gpu_seconds) or vector(0)"))
                        .containsExactly(0.0));
    }

    @Test
    void recordingRulesAreAnsweredAndNobodyIsWokenUpByAHealthyFarm() throws Exception {
        await().atMost(PATIENCE).until(() -> answers("stage:framefarm_stage_seconds:mean5m{stage=\"denoise\"}"));

        // Two renders have failed on purpose, by requests at fault: that is the requests' business.
        assertThat(prometheus.query("ALERTS{alertstate=\"firing\",severity=\"critical\"}"))
                .isEmpty();
    }

    static List<Panel> panelsOfTheFarm() throws IOException {
        return Panel.all().stream().filter(Predicate.not(Panel::needsDcgm)).toList();
    }

    static Stream<Panel> panelsOfGpus() throws IOException {
        return Panel.all().stream().filter(Panel::needsDcgm);
    }

    private static boolean answers(String query) throws IOException, InterruptedException {
        return prometheus.isReady() && !prometheus.query(query).isEmpty();
    }

    private static HttpServer sampleOfTheDcgmExporter() throws IOException {
        byte[] sample;
        try (InputStream in = Objects.requireNonNull(DashboardsIT.class.getResourceAsStream("dcgm-sample.prom"))) {
            sample = in.readAllBytes();
        }
        HttpServer server = HttpServer.create(FREE_PORT, 4);
        server.createContext("/metrics", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, sample.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(sample);
            }
        });
        server.start();
        return server;
    }
}
