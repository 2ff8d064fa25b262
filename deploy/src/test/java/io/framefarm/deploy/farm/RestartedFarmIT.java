package io.framefarm.deploy.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.deploy.DataFolder;
import io.framefarm.deploy.client.FarmClient;
import io.framefarm.deploy.client.FetchVideo;
import io.framefarm.deploy.client.RenderWatch;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.deploy.client.StoredVideos;
import io.framefarm.deploy.kafka.KafkaFarmClient;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The farm in one process, killed in the middle of a render and started again on its data folder. */
@Timeout(240)
class RestartedFarmIT {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int FRAMES = 240;
    private static final RenderRequest REQUEST = Requests.quick("p", FRAMES, 7);

    @TempDir
    Path folder;

    private Path data;

    @Test
    void aRenderThatWasUnderWayGoesOnAndEveryFrameIsInTheVideoOnce() throws Exception {
        data = folder.resolve("data");
        int before;
        try (RoleProcess killed = serve();
                FarmClient farm = connect()) {
            submit(farm, "interrupted");
            RenderStatus underWay = follow(farm, "interrupted", it -> it.getFramesRendered() >= FRAMES / 5);
            before = underWay.getFramesRendered();
            killed.kill();
        }
        assertThat(before).as("frames rendered when it was killed").isBetween(1, FRAMES - 1);
        // Another process would take it for the next farm's.
        Files.delete(data.resolve("farm.address"));

        try (RoleProcess next = serve();
                FarmClient farm = connect()) {
            RenderStatus first = follow(farm, "interrupted", it -> true);
            assertThat(first.getFramesRendered())
                    .as("what was rendered stays rendered")
                    .isGreaterThanOrEqualTo(before);
            RenderStatus end = follow(farm, "interrupted", RenderWatch::hasEnded);
            submit(farm, "undisturbed");
            RenderStatus other = follow(farm, "undisturbed", RenderWatch::hasEnded);

            assertThat(end.getState()).as("%s", end.getFailure()).isEqualTo(RenderState.RENDER_STATE_DONE);
            Pictures pictures = pictures(end);
            assertThat(pictures.size()).isEqualTo(FRAMES);
            assertThat(pictures.frames()).isEqualTo(pictures(other).frames());
            next.requireAlive();
        }
    }

    private RoleProcess serve() throws IOException {
        String packs = TestFarm.PACKS.toAbsolutePath().toString();
        return RoleProcess.start("serve", "--data", data.toString(), "--models", packs, "--http-port", "0");
    }

    private FarmClient connect() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> DataFolder.runningFarm(data).isPresent());
        return KafkaFarmClient.connect(DataFolder.runningFarm(data).orElseThrow());
    }

    private static void submit(FarmClient farm, String id) {
        farm.send(RenderCommand.newBuilder().setRenderId(id).setSubmit(REQUEST).build());
    }

    /** Until the render is as wished, or has ended otherwise. */
    private static RenderStatus follow(FarmClient farm, String id, Predicate<RenderStatus> wish) {
        AtomicBoolean found = new AtomicBoolean();
        try (StatusFeed feed = farm.statuses()) {
            return new RenderWatch(feed, id, TICK).until(found::get, status -> found.set(wish.test(status)));
        }
    }

    private Pictures pictures(RenderStatus end) throws Exception {
        Path file = folder.resolve(end.getRenderId() + ".zip");
        new FetchVideo(new StoredVideos(new FolderStore(data.resolve("videos"), InstantSource.system())))
                .into(file, end.getVideo());
        return Pictures.ofPngSequence(file);
    }
}
