package io.framefarm.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.encode.TestPictures;
import io.framefarm.coordinator.encode.VideoEncoder;
import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.coordinator.http.ApiUnderTest.Answer;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.protocol.v1.RenderState;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideosOverHttpTest {
    private static final String FORM = """
        --border\r
        Content-Disposition: form-data; name="prompt"\r
        \r
        a cat\r
        --border\r
        Content-Disposition: form-data; name="seconds"\r
        \r
        8\r
        --border--\r
        """;

    @TempDir
    private Path folder;

    private ApiUnderTest api;

    @BeforeEach
    void start() throws Exception {
        api = new ApiUnderTest(folder);
        api.farm.worker("w1", "reference");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Answer create(String body) throws Exception {
        return api.post("/v1/videos", body, "Content-Type", "application/json");
    }

    @Test
    void aVideoIsMadeFromJson() throws Exception {
        JsonObject video = create("{\"prompt\": \"a cat\", \"seconds\": \"8\", \"size\": \"512x256\"}")
                .json();

        assertThat(video.getString("object")).isEqualTo("video");
        assertThat(video.getString("status")).isEqualTo("queued");
        assertThat(video.getString("model")).isEqualTo("reference");
        assertThat(video.getString("size")).isEqualTo("512x256");
        assertThat(video.getString("seconds")).isEqualTo("8");
        assertThat(video.getString("prompt")).isEqualTo("a cat");
        assertThat(video.getInteger("progress")).isZero();
        assertThat(video.getLong("created_at")).isBetween(1_700_000_000L, 1_900_000_000L);
    }

    @Test
    void aVideoCanBeADraft() throws Exception {
        create("{\"prompt\": \"a cat\", \"draft\": true}");
        create("{\"prompt\": \"a cat\", \"draft\": \"false\"}");
        create("{\"prompt\": \"a cat\"}");

        assertThat(api.farm.commands)
                .extracting(command -> command.getSubmit().getDraft())
                .containsExactly(true, false, false);
    }

    @Test
    void aVideoIsMadeFromAForm() throws Exception {
        Answer answer = api.post("/v1/videos", FORM, "Content-Type", "multipart/form-data; boundary=border");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getString("seconds")).isEqualTo("8");
    }

    @Test
    void anyOtherFileInAFormIsRefusedByName() throws Exception {
        String form = FORM.replace("name=\"seconds\"", "name=\"mask\"; filename=\"a.png\"\r\nContent-Type: image/png");

        Answer answer = api.post("/v1/videos", form, "Content-Type", "multipart/form-data; boundary=border");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getJsonObject("error").getString("param")).isEqualTo("mask");
    }

    @Test
    void whatTheFarmCannotDoIsRefusedClearly() throws Exception {
        for (String body : List.of(
                "{\"prompt\": \"a cat\", \"seconds\": \"0\"}",
                "{\"prompt\": \"a cat\", \"seconds\": \"soon\"}",
                "{\"prompt\": \"a cat\", \"size\": \"1024x1792\"}",
                "{\"prompt\": \"a cat\", \"size\": \"large\"}",
                "{\"prompt\": \"a cat\", \"model\": \"sora-2\"}",
                "{\"prompt\": \"a cat\", \"draft\": \"soon\"}",
                "{\"prompt\": \"a cat\", \"n\": 2}",
                "{}")) {
            Answer answer = create(body);
            JsonObject error = answer.json().getJsonObject("error");
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(error.getString("type")).isEqualTo("invalid_request_error");
            assertThat(error.getString("param")).as(body).isNotEmpty();
            assertThat(error.getString("message")).as(body).isNotEmpty();
        }
        assertThat(api.farm.commands).isEmpty();
    }

    @Test
    void anUnknownVideoIsNotFoundInTheirShape() throws Exception {
        Answer answer = api.get("/v1/videos/none");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().getJsonObject("error").getString("code")).isEqualTo("not_found");
    }

    @Test
    void videosAreListedPageByPageInBothOrders() throws Exception {
        for (String id : List.of("a", "b", "c")) {
            api.farm.add(id, "ann", RenderState.RENDER_STATE_QUEUED);
        }

        JsonObject first = api.get("/v1/videos?limit=2").json();
        JsonObject second = api.get("/v1/videos?limit=2&after=" + first.getString("last_id"))
                .json();
        JsonObject ascending = api.get("/v1/videos?order=asc&after=a").json();

        assertThat(ids(first)).containsExactly("c", "b");
        assertThat(first.getBoolean("has_more")).isTrue();
        assertThat(ids(second)).containsExactly("a");
        assertThat(second.getBoolean("has_more")).isFalse();
        assertThat(ids(ascending)).containsExactly("b", "c");
    }

    @Test
    void aRemixIsTheSameVideoWithAnotherPrompt() throws Exception {
        String id = create("{\"prompt\": \"a cat\", \"seed\": 7}").json().getString("id");

        JsonObject remix = api.post("/v1/videos/" + id + "/remix", "{\"prompt\": \"a dog\"}")
                .json();

        assertThat(remix.getString("remixed_from_video_id")).isEqualTo(id);
        assertThat(remix.getString("prompt")).isEqualTo("a dog");
        assertThat(api.farm.commands.get(1).getSubmit().getSeed()).isEqualTo(7);
    }

    @Test
    void anExtensionIsTheSameVideoAndOneMoreShot() throws Exception {
        String id = create("{\"prompt\": \"a cat\"}").json().getString("id");

        JsonObject longer = api.post(
                        "/v1/videos/extensions",
                        "{\"prompt\": \"it sleeps\", \"seconds\": \"2\", \"video\": {\"id\": \"" + id + "\"}}")
                .json();

        assertThat(longer.getString("seconds")).isEqualTo("6");
        assertThat(api.farm.commands.get(1).getSubmit().getShots(1).getPrompt()).isEqualTo("it sleeps");
    }

    @Test
    void contentComesAsVideoThumbnailAndSpritesheet() throws Exception {
        Path file = encoded();
        byte[] bytes = Files.readAllBytes(file);
        api.store.put(StoreKey.ofVideo("a", "mp4"), file, "video/mp4");
        api.farm.done("a", "ann", bytes, new byte[32]);

        assertThat(api.get("/v1/videos/a/content").bytes()).isEqualTo(bytes);
        Answer thumbnail = api.get("/v1/videos/a/content?variant=thumbnail");
        Answer sheet = api.get("/v1/videos/a/content?variant=spritesheet");

        assertThat(thumbnail.header("content-type")).isEqualTo("image/jpeg");
        assertThat(ImageIO.read(new ByteArrayInputStream(thumbnail.bytes())).getWidth())
                .isEqualTo(64);
        assertThat(ImageIO.read(new ByteArrayInputStream(sheet.bytes())).getWidth())
                .isEqualTo(256);
        assertThat(api.get("/v1/videos/a/content?variant=poem").status()).isEqualTo(400);
        assertThat(api.get("/v1/renders/a/thumbnail?frame=3&width=32").status()).isEqualTo(200);
        assertThat(api.get("/v1/renders/a/thumbnail?frame=99").status()).isEqualTo(404);
    }

    @Test
    void contentOfAVideoThatIsNotReadyIsNotFound() throws Exception {
        String id = create("{\"prompt\": \"a cat\"}").json().getString("id");

        assertThat(api.get("/v1/videos/" + id + "/content").status()).isEqualTo(404);
    }

    @Test
    void aDeletedVideoIsGoneFromTheFarmAndFromTheStore() throws Exception {
        api.store.put(StoreKey.ofVideo("a", "mp4"), new byte[] {1, 2, 3}, "video/mp4");
        api.farm.done("a", "ann", new byte[] {1, 2, 3}, new byte[32]);

        JsonObject deleted = api.delete("/v1/videos/a").json();

        assertThat(deleted.getBoolean("deleted")).isTrue();
        assertThat(deleted.getString("object")).isEqualTo("video.deleted");
        assertThat(api.get("/v1/videos/a").status()).isEqualTo(404);
        assertThat(api.store.size(StoreKey.ofVideo("a", "mp4"))).isEmpty();
    }

    @Test
    void deletingAVideoThatIsUnderWayCancelsItFirst() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_RENDERING);

        assertThat(api.delete("/v1/videos/a").status()).isEqualTo(200);

        assertThat(api.farm.commands.get(0).hasCancel()).isTrue();
        assertThat(api.farm.commands.get(1).hasForget()).isTrue();
    }

    private Path encoded() throws Exception {
        Path file = folder.resolve("video.mp4");
        VideoSpec spec = new VideoSpec(VideoFormat.MP4, 64, 64, 1, 8, "a cat");
        try (VideoEncoder encoder = VideoEncoder.open(spec, file)) {
            for (int i = 0; i < 32; i++) {
                encoder.encode(TestPictures.picture(64, 64, i));
            }
            encoder.finish("");
        }
        return file;
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("data").stream()
                .map(each -> ((JsonObject) each).getString("id"))
                .toList();
    }
}
