package io.framefarm.deploy.monitoring;

import io.framefarm.coordinator.http.HttpSettings;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.deploy.AllInOne;
import io.framefarm.deploy.AllInOneSettings;
import io.framefarm.deploy.DataFolder;
import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.RenderWatch;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.deploy.kafka.KafkaFarmClient;
import io.framefarm.protocol.monitor.Monitor;
import io.framefarm.protocol.v1.LoraUse;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.worker.EngineConfig;
import io.framefarm.worker.WorkerEngine;
import io.framefarm.worker.metrics.CacheMetrics;
import io.framefarm.worker.metrics.SwapMetrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** A farm in this process with the real engine, whose roles count into one monitor. */
final class WatchedFarm implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(500);
    private static final InstantSource CLOCK = InstantSource.system();

    private final Monitor monitor = new Monitor();
    private final DataFolder data;
    private final AllInOne farm;
    private final FarmClient client;
    private int renders;

    private WatchedFarm(Path folder) throws IOException {
        data = DataFolder.claim(folder).orElseThrow();
        farm = AllInOne.start(
                data,
                AllInOneSettings.withWorkers(1).withHttp(HttpSettings.loopback(0, false)),
                new FolderStore(folder.resolve("videos"), CLOCK),
                (redis, inputs, closeLater) -> {
                    WorkerEngine engine = new WorkerEngine(
                            EngineConfig.of(Path.of("packs"), redis),
                            new CacheMetrics(monitor.metrics()),
                            new SwapMetrics(monitor.metrics()),
                            CLOCK);
                    closeLater.accept(engine);
                    return engine.renderer(inputs);
                },
                CLOCK,
                monitor);
        client = KafkaFarmClient.connect(farm.bootstrap());
    }

    static WatchedFarm start(Path folder) throws IOException {
        return new WatchedFarm(folder);
    }

    Monitor monitor() {
        return monitor;
    }

    /** One video, one render that fails, and one look over HTTP. */
    void keepBusy() throws IOException, InterruptedException {
        render(request().build());
        render(request()
                .setShots(
                        0,
                        shot().addLoras(LoraUse.newBuilder()
                                .setName("no-such-lora")
                                .setScale(1)))
                .build());
        HttpRequest look = HttpRequest.newBuilder(URI.create(farm.url().orElseThrow() + "/v1/renders"))
                .build();
        HttpClient.newHttpClient().send(look, BodyHandlers.discarding());
    }

    private void render(RenderRequest request) {
        String id = "watched-" + ++renders;
        client.send(
                RenderCommand.newBuilder().setRenderId(id).setSubmit(request).build());
        try (StatusFeed feed = client.statuses()) {
            new RenderWatch(feed, id, TICK).untilEnded(status -> {});
        }
    }

    private static RenderRequest.Builder request() {
        return RenderRequest.newBuilder()
                .setProducer("tests")
                .setModel("reference")
                .setWidth(64)
                .setHeight(64)
                .setFps(8)
                .setSampling(Sampling.newBuilder().setSteps(2))
                .addShots(shot());
    }

    private static Shot.Builder shot() {
        return Shot.newBuilder().setPrompt("a red circle").setFrames(32).setSeed(1);
    }

    @Override
    public void close() {
        client.close();
        farm.close();
        data.close();
    }
}
