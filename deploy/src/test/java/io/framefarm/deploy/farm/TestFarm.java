package io.framefarm.deploy.farm;

import io.framefarm.coordinator.http.HttpSettings;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.deploy.AllInOne;
import io.framefarm.deploy.AllInOneSettings;
import io.framefarm.deploy.DataFolder;
import io.framefarm.deploy.RendererSource;
import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.FetchVideo;
import io.framefarm.deploy.client.RenderBoard;
import io.framefarm.deploy.client.RenderWatch;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.deploy.client.StoredVideos;
import io.framefarm.deploy.kafka.KafkaFarmClient;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.worker.EngineConfig;
import io.framefarm.worker.WorkerEngine;
import io.framefarm.worker.cache.CacheEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** A farm in this process, as a producer and an operator see it. */
final class TestFarm implements AutoCloseable {

    static final Path PACKS = Path.of("packs");

    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration TICK = Duration.ofMillis(500);

    private final DataFolder data;
    private final VideoStore videos;
    private final AllInOne farm;
    private final FarmClient client;

    private TestFarm(DataFolder data, VideoStore videos, AllInOne farm) {
        this.data = data;
        this.videos = videos;
        this.farm = farm;
        this.client = KafkaFarmClient.connect(farm.bootstrap());
    }

    static TestFarm start(Path folder, int workers, RendererSource renderers) throws IOException {
        DataFolder data = DataFolder.claim(folder).orElseThrow();
        VideoStore videos = new FolderStore(folder.resolve("videos"), CLOCK);
        AllInOne farm = AllInOne.start(data, AllInOneSettings.withWorkers(workers), videos, renderers, CLOCK);
        return new TestFarm(data, videos, farm);
    }

    /** With the HTTP API and the console on a free port. */
    static TestFarm startWithHttp(Path folder, int workers, RendererSource renderers) throws IOException {
        return startWithHttp(folder, workers, renderers, HttpSettings.loopback(0, true));
    }

    static TestFarm startWithHttp(Path folder, int workers, RendererSource renderers, HttpSettings http)
            throws IOException {
        DataFolder data = DataFolder.claim(folder).orElseThrow();
        VideoStore videos = new FolderStore(folder.resolve("videos"), CLOCK);
        AllInOneSettings settings = AllInOneSettings.withWorkers(workers).withHttp(http);
        return new TestFarm(data, videos, AllInOne.start(data, settings, videos, renderers, CLOCK));
    }

    /** The real engine with the bundled packs. */
    static RendererSource engine() {
        return (redis, inputs, closeLater) -> {
            WorkerEngine engine = new WorkerEngine(EngineConfig.of(PACKS, redis), CacheEvents.IGNORED, CLOCK);
            closeLater.accept(engine);
            return engine.renderer(inputs);
        };
    }

    String url() {
        return farm.url().orElseThrow();
    }

    VideoStore videos() {
        return videos;
    }

    String bootstrap() {
        return farm.bootstrap();
    }

    void submit(String id, RenderRequest request) {
        client.send(
                RenderCommand.newBuilder().setRenderId(id).setSubmit(request).build());
    }

    RenderStatus awaitEnd(String id) {
        try (StatusFeed feed = client.statuses()) {
            return new RenderWatch(feed, id, TICK).untilEnded(status -> {});
        }
    }

    /** The first state of the render that is as wished. */
    RenderStatus await(String id, Predicate<RenderStatus> wish) {
        AtomicBoolean found = new AtomicBoolean();
        try (StatusFeed feed = client.statuses()) {
            return new RenderWatch(feed, id, TICK).until(found::get, status -> found.set(wish.test(status)));
        }
    }

    RenderStatus status(String id) {
        try (StatusFeed feed = client.statuses()) {
            return RenderBoard.read(feed).find(id).orElseThrow();
        }
    }

    /** Renders and brings the video into the folder. */
    Path render(String id, RenderRequest request, Path folder) throws IOException {
        submit(id, request);
        return fetch(awaitEnd(id), folder);
    }

    /** Brings the video of a render that has ended into the folder. */
    Path fetch(RenderStatus end, Path folder) throws IOException {
        if (!end.hasVideo()) {
            throw new IOException(end.getRenderId() + " ended as " + end.getState() + ": " + end.getFailure());
        }
        Path file =
                folder.resolve(Path.of(end.getVideo().getKey()).getFileName().toString());
        new FetchVideo(new StoredVideos(videos)).into(file, end.getVideo());
        return file;
    }

    @Override
    public void close() {
        client.close();
        farm.close();
        data.close();
    }
}
