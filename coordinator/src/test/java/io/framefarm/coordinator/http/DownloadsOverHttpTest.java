package io.framefarm.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.framefarm.coordinator.http.ApiUnderTest.Answer;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.protocol.v1.RenderState;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadsOverHttpTest {
    private final byte[] video = new byte[300_000];

    @TempDir
    private Path folder;

    private ApiUnderTest api;
    private String tag = "";

    @BeforeEach
    void start() throws Exception {
        new SplittableRandom(3).nextBytes(video);
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(video);
        tag = '"' + HexFormat.of().formatHex(sha256) + '"';
        api = new ApiUnderTest(folder);
        api.store.put(StoreKey.ofVideo("a", "mp4"), video, "video/mp4");
        api.farm.done("a", "ann", video, sha256);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theWholeVideoComesWithItsHashAsTag() throws Exception {
        Answer answer = api.get("/v1/renders/a/video");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(video);
        assertThat(answer.header("etag")).isEqualTo(tag);
        assertThat(answer.header("content-type")).isEqualTo("video/mp4");
        assertThat(answer.header("content-disposition")).contains("a.mp4");
        assertThat(answer.header("accept-ranges")).isEqualTo("bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=100-, 100, 300000",
        "bytes=299999-, 299999, 300000",
        "bytes=65530-65545, 65530, 65546",
        "bytes=-10, 299990, 300000",
        "bytes=0-999999, 0, 300000",
        "bytes=-999999, 0, 300000",
    })
    void aRangeIsSentAlone(String range, int from, int to) throws Exception {
        Answer answer = api.get("/v1/renders/a/video", "Range", range);

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.header("content-range")).isEqualTo("bytes %d-%d/300000".formatted(from, to - 1));
        assertThat(answer.bytes()).isEqualTo(Arrays.copyOfRange(video, from, to));
    }

    @Test
    void aRangeBeyondTheEndIsRefusedWithTheSize() throws Exception {
        Answer answer = api.get("/v1/renders/a/video", "Range", "bytes=300000-");

        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.header("content-range")).isEqualTo("bytes */300000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"bytes=5-1", "bytes=0-1,5-6", "frames=1-2", "bytes=-", "bytes=a-b", "bytes=99999999999999999999-"})
    void whatIsNoSingleRangeGetsTheWholeVideo(String range) throws Exception {
        assertThat(api.get("/v1/renders/a/video", "Range", range).status()).isEqualTo(200);
    }

    @Test
    void whoHasItGetsNothing() throws Exception {
        assertThat(api.get("/v1/renders/a/video", "If-None-Match", tag).status())
                .isEqualTo(304);
        assertThat(api.get("/v1/renders/a/video", "If-None-Match", "W/\"x\", " + tag)
                        .status())
                .isEqualTo(304);
        assertThat(api.get("/v1/renders/a/video", "If-None-Match", "\"x\"").status())
                .isEqualTo(200);
    }

    @Test
    void aRangeOfAnotherVersionGetsTheWholeVideo() throws Exception {
        assertThat(api.get("/v1/renders/a/video", "Range", "bytes=0-9", "If-Range", "\"x\"")
                        .status())
                .isEqualTo(200);
        assertThat(api.get("/v1/renders/a/video", "Range", "bytes=0-9", "If-Range", tag)
                        .status())
                .isEqualTo(206);
    }

    @Test
    void headSaysWhatGetWouldSend() throws Exception {
        Answer answer = api.send(api.request("/v1/renders/a/video").method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-length")).isEqualTo("300000");
        assertThat(answer.bytes()).isEmpty();
    }

    @Test
    void aVideoThatIsNotThereYetIsAConflictAndALostOneIsNotFound() throws Exception {
        api.farm.add("b", "ann", RenderState.RENDER_STATE_RENDERING);
        api.farm.done("c", "ann", video, new byte[32]);

        assertThat(api.get("/v1/renders/b/video").status()).isEqualTo(409);
        assertThat(api.get("/v1/renders/c/video").status()).isEqualTo(404);
        assertThat(api.get("/v1/renders/c/thumbnail").status()).isEqualTo(404);
    }

    @Test
    void aFileThatIsShorterThanPromisedBreaksTheConnection() throws Exception {
        api.farm.done("a2", "ann", new byte[400_000], new byte[32]);
        api.store.put(StoreKey.ofVideo("a2", "mp4"), video, "video/mp4");

        assertThat(catchThrowable(() -> api.get("/v1/renders/a2/video"))).isInstanceOf(IOException.class);
    }

    @Test
    void thePreviewAndTheManifestComeOutOfTheStore() throws Exception {
        api.store.put(new StoreKey("previews/a/index.m3u8"), "#EXTM3U".getBytes(StandardCharsets.UTF_8), "x");
        api.store.put(new StoreKey("videos/a.mp4.manifest.json"), "{}".getBytes(StandardCharsets.UTF_8), "x");

        Answer playlist = api.get("/v1/renders/a/preview/index.m3u8");

        assertThat(playlist.text()).isEqualTo("#EXTM3U");
        assertThat(playlist.header("content-type")).isEqualTo("application/vnd.apple.mpegurl");
        assertThat(api.get("/v1/renders/a/manifest").text()).isEqualTo("{}");
        assertThat(api.get("/v1/renders/a/preview/part-1.mp4").status()).isEqualTo(404);
        assertThat(api.get("/v1/renders/a/preview/..%2Findex.m3u8").status()).isEqualTo(404);
    }
}
