package io.framefarm.deploy.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.encode.VideoReader;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentState;
import io.framefarm.worker.intake.Cancellation;
import io.framefarm.worker.intake.RenderCancelled;
import io.framefarm.worker.intake.SegmentRenderer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees of a video while most of it is not there yet. */
@Timeout(240)
class PreviewIT {

    private static final int SEGMENTS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final SlowRenderer renderer = new SlowRenderer();

    @TempDir
    Path folder;

    @Test
    void theFirstFrameIsSeenBeforeHalfOfTheSegmentsAreDone() throws Exception {
        try (TestFarm farm =
                TestFarm.startWithHttp(folder.resolve("data"), 1, (redis, inputs, closeLater) -> renderer)) {
            renderer.permits.release(2);
            farm.submit("seen", Requests.quick("ann", SEGMENTS * 16, 1));

            await().atMost(PATIENCE).until(() -> ask(farm, "index.m3u8").statusCode() == 200);
            try (VideoReader video = VideoReader.open(joined(farm))) {
                assertThat(video.next()).isPresent();
            }
            assertThat(done(farm.status("seen"))).isLessThan(SEGMENTS / 2);

            renderer.permits.release(SEGMENTS);
            assertThat(farm.awaitEnd("seen").getState()).isEqualTo(RenderState.RENDER_STATE_DONE);
        }
    }

    private static long done(RenderStatus status) {
        return status.getSegmentsList().stream()
                .filter(segment -> segment.getState() == SegmentState.SEGMENT_STATE_DONE)
                .count();
    }

    private HttpResponse<byte[]> ask(TestFarm farm, String file) throws IOException, InterruptedException {
        URI uri = URI.create(farm.url() + "/v1/renders/seen/preview/" + file);
        return client.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
    }

    private Path joined(TestFarm farm) throws IOException, InterruptedException {
        Path file = folder.resolve("preview.mp4");
        Files.write(file, ask(farm, "head.mp4").body());
        return Files.write(file, ask(farm, "part-00000.m4s").body(), StandardOpenOption.APPEND);
    }

    /** Paints every frame black; each segment needs a permit. */
    private static final class SlowRenderer implements SegmentRenderer {
        final Semaphore permits = new Semaphore(0);

        @Override
        public Rendering render(Recipe recipe, List<ByteString> latents, Progress progress, Cancellation cancellation)
                throws RenderCancelled {
            try {
                permits.acquire();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new RenderCancelled("interrupted");
            }
            RgbFrame frame = new RgbFrame(
                    recipe.getWidth(), recipe.getHeight(), new byte[3 * recipe.getWidth() * recipe.getHeight()]);
            List<RgbFrame> frames = IntStream.range(0, recipe.getFrames())
                    .mapToObj(index -> frame)
                    .toList();
            return new Rendering(frames, List.of());
        }

        @Override
        public void prepare(Recipe recipe) {}

        @Override
        public Set<String> packs() {
            return Set.of("reference");
        }

        @Override
        public Set<String> warmPacks() {
            return Set.of("reference");
        }

        @Override
        public String device() {
            return "none";
        }
    }
}
