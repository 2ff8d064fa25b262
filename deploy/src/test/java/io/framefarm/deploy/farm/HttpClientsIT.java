package io.framefarm.deploy.farm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.coordinator.provenance.SignedManifest;
import io.framefarm.deploy.client.FarmRefusedException;
import io.framefarm.deploy.client.FetchVideo;
import io.framefarm.deploy.client.RenderBoard;
import io.framefarm.deploy.client.RenderWatch;
import io.framefarm.deploy.client.StatusFeed;
import io.framefarm.deploy.client.http.HttpFarmClient;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentState;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that know a farm only by its HTTP address: the command line's client, and OpenAI's own for Node.js. */
@Timeout(240)
class HttpClientsIT {

    private static final Duration TICK = Duration.ofMillis(500);

    @TempDir
    static Path folder;

    private static TestFarm farm;
    private static HttpFarmClient client;

    @BeforeAll
    static void start() throws Exception {
        farm = TestFarm.startWithHttp(folder.resolve("data"), 2, TestFarm.engine());
        client = HttpFarmClient.connect(URI.create(farm.url()), Optional.empty());
    }

    @AfterAll
    static void stop() {
        farm.close();
    }

    @Test
    void aRenderIsSentFollowedAndFetchedWithItsManifest() throws Exception {
        RenderRequest request = Requests.quick("over-http", 32, 3);
        RenderStatus end;
        String id;
        try (StatusFeed feed = client.statuses()) {
            id = client.send(RenderCommand.newBuilder()
                    .setRenderId("local")
                    .setSubmit(request)
                    .build());
            end = new RenderWatch(feed, id, TICK).untilEnded(status -> {});
        }
        Path video = folder.resolve("fetched.zip");
        new FetchVideo(client).into(video, end.getVideo());

        assertThat(end.getState()).isEqualTo(RenderState.RENDER_STATE_DONE);
        assertThat(client.details(end).getSegmentsList()).hasSize(2).allSatisfy(segment -> {
            assertThat(segment.getState()).isEqualTo(SegmentState.SEGMENT_STATE_DONE);
            assertThat(segment.getWorker()).startsWith("worker-");
        });
        SignedManifest manifest = SignedManifest.read(Files.readAllBytes(FetchVideo.manifestOf(video)));
        assertThat(manifest.unchanged()).isTrue();
        assertThat(manifest.manifest().renderId()).isEqualTo(id);
        try (StatusFeed feed = client.statuses()) {
            assertThat(RenderBoard.read(feed).find(id)).isPresent();
        }
    }

    @Test
    void theSameCommandSentTwiceIsOneRender() {
        RenderCommand command = RenderCommand.newBuilder()
                .setRenderId("twice")
                .setSubmit(Requests.quick("over-http", 16, 4))
                .build();

        assertThat(client.send(command)).isEqualTo(client.send(command));
    }

    @Test
    void aRefusalNamesTheField() {
        RenderCommand bad = RenderCommand.newBuilder()
                .setRenderId("bad")
                .setSubmit(Requests.quick("over-http", 0, 4))
                .build();

        assertThatThrownBy(() -> client.send(bad))
                .isInstanceOf(FarmRefusedException.class)
                .hasMessageContaining("shots[0].frames: 0 is below 1");
    }

    @Test
    void theOfficialOpenAiClientCreatesPollsListsDownloadsAndDeletesAVideo() throws Exception {
        NodeScript.requireLibraries();

        NodeScript.Run run = NodeScript.run(Duration.ofMinutes(3), "openai.mjs", farm.url(), "", "reference");

        assertThat(run.exit()).as(run.output()).isZero();
    }
}
