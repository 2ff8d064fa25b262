package io.framefarm.deploy.bench;

import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.deploy.AllInOne;
import io.framefarm.deploy.AllInOneSettings;
import io.framefarm.deploy.DataFolder;
import io.framefarm.deploy.RendererSource;
import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.RenderWatch;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.deploy.kafka.KafkaFarmClient;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.Shot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An all-in-one farm in a folder that is deleted afterwards. */
final class ScratchFarm implements AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int MAX_SEGMENTS_PER_RENDER = Limits.MAX_FRAMES_PER_SHOT / Limits.WINDOW_FRAMES;

    private final ScratchFolder folder;
    private final DataFolder data;
    private final AllInOne farm;
    private final FarmClient client;
    private final StatusFeed feed;
    private int renders;

    private ScratchFarm(ScratchFolder folder, DataFolder data, AllInOne farm, FarmClient client) {
        this.folder = folder;
        this.data = data;
        this.farm = farm;
        this.client = client;
        this.feed = client.statuses();
    }

    /** One whose workers only pretend to render. */
    static ScratchFarm start(int workers, SimulatedRenderer renderer, InstantSource clock) {
        return start(workers, (redis, inputs, closeLater) -> renderer, clock);
    }

    static ScratchFarm start(int workers, RendererSource renderers, InstantSource clock) {
        ScratchFolder folder = ScratchFolder.create();
        DataFolder data = DataFolder.claim(folder.path()).orElseThrow();
        AllInOne farm = AllInOne.start(
                data, AllInOneSettings.withWorkers(workers), videos(folder.path(), clock), renderers, clock);
        return new ScratchFarm(folder, data, farm, KafkaFarmClient.connect(farm.bootstrap()));
    }

    private static VideoStore videos(Path folder, InstantSource clock) {
        try {
            return new FolderStore(folder.resolve("videos"), clock);
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the benchmark's videos", e);
        }
    }

    /** Submits renders that make up this many segments, and returns when all are done. */
    void render(int segments) {
        List<String> ids = new ArrayList<>();
        for (int left = segments; left > 0; left -= MAX_SEGMENTS_PER_RENDER) {
            ids.add(submit(Math.min(left, MAX_SEGMENTS_PER_RENDER)));
        }
        awaitDone(ids);
    }

    void awaitDone(Collection<String> ids) {
        Set<String> open = new HashSet<>(ids);
        while (!open.isEmpty()) {
            for (RenderStatus status : feed.poll(TICK)) {
                if (RenderWatch.hasEnded(status) && open.remove(status.getRenderId())) {
                    requireDone(status);
                }
            }
        }
    }

    private static void requireDone(RenderStatus status) {
        if (status.getState() != RenderState.RENDER_STATE_DONE) {
            throw new IllegalStateException("a render of the benchmark ended as " + status.getState() + ": "
                    + status.getFailure().getMessage());
        }
    }

    /** Submits one shot of fused windows, and returns when it is done. */
    void renderFused(int frames) {
        awaitDone(List.of(submit(Shot.newBuilder()
                .setPrompt("a moving bar")
                .setFrames(frames)
                .setContinuity(Continuity.CONTINUITY_FUSED)
                .setSampling(Sampling.newBuilder().setSteps(SimulatedRenderer.STEPS)))));
    }

    /** Returns when the broker has the request. */
    String submit(int segments) {
        return submit(Shot.newBuilder().setPrompt("a moving bar").setFrames(segments * Limits.WINDOW_FRAMES));
    }

    private String submit(Shot.Builder shot) {
        return submit(RenderRequest.newBuilder()
                .setModel(SimulatedRenderer.PACK)
                .setSeed(1)
                .setWidth(Limits.MIN_SIDE)
                .setHeight(Limits.MIN_SIDE)
                .addShots(shot));
    }

    /** As the other one, for one of three producers. */
    String submit(RenderRequest.Builder asked) {
        String id = "bench-" + renders++;
        RenderRequest request = asked.setProducer("bench-" + renders % 3).build();
        client.send(
                RenderCommand.newBuilder().setRenderId(id).setSubmit(request).build());
        return id;
    }

    @Override
    public void close() {
        feed.close();
        client.close();
        farm.close();
        data.close();
        folder.close();
    }
}
