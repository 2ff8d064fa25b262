package io.framefarm.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.http.ApiUnderTest.Answer;
import io.framefarm.protocol.frame.PngWriter;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Shot;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsOverHttpTest {
    private static final byte[] PNG = PngWriter.write(new RgbFrame(8, 8, new byte[3 * 8 * 8]));

    @TempDir
    private Path folder;

    private ApiUnderTest api;

    @BeforeEach
    void start() throws Exception {
        api = new ApiUnderTest(folder);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aDataUrlTravelsAsTheHashOfTheImage() throws Exception {
        String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(PNG);

        Answer answer = api.post("/v1/renders", request(url));

        assertThat(answer.status()).isEqualTo(201);
        Shot sent = api.farm.commands.get(0).getSubmit().getShots(0);
        assertThat(sent.getImage()).matches("inputs/[0-9a-f]{64}\\.png");
        assertThat(Files.exists(folder.resolve(sent.getImage()))).isTrue();
        assertThat(api.farm.commands.get(0).getSerializedSize()).isLessThan(400);
    }

    @Test
    void anUploadedImageIsNamedByItsHash() throws Exception {
        Answer uploaded = api.send(api.request("/v1/inputs").POST(BodyPublishers.ofByteArray(PNG)));
        String input = uploaded.json().getString("input");

        Answer answer = api.post("/v1/renders", request(input));

        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(api.farm.commands.get(0).getSubmit().getShots(0).getImage()).isEqualTo(input);
    }

    @Test
    void aVideoBeginsWithTheImageOfTheForm() throws Exception {
        api.farm.worker("w1", "reference");
        byte[] form = Buffer.buffer("""
                        --border\r
                        Content-Disposition: form-data; name="prompt"\r
                        \r
                        a cat\r
                        --border\r
                        Content-Disposition: form-data; name="input_reference"; filename="cat.png"\r
                        Content-Type: image/png\r
                        \r
                        """)
                .appendBytes(PNG)
                .appendString("\r\n--border--\r\n")
                .getBytes();

        Answer answer = api.send(api.request("/v1/videos")
                .header("Content-Type", "multipart/form-data; boundary=border")
                .POST(BodyPublishers.ofByteArray(form)));

        assertThat(answer.status()).isEqualTo(200);
        Shot sent = api.farm.commands.get(0).getSubmit().getShots(0);
        assertThat(sent.getImage()).matches("inputs/[0-9a-f]{64}\\.png");
        assertThat(Files.exists(folder.resolve(sent.getImage()))).isTrue();
    }

    @Test
    void aVideoBeginsWithTheImageOfADataUrl() throws Exception {
        api.farm.worker("w1", "reference");
        String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(PNG);

        Answer answer = video("{\"image_url\": \"" + url + "\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(api.farm.commands.get(0).getSubmit().getShots(0).getImage()).matches("inputs/[0-9a-f]{64}\\.png");
    }

    @Test
    void aVideoCannotBeginWithWhatIsNoImageOrLiesElsewhere() throws Exception {
        api.farm.worker("w1", "reference");
        for (String reference : List.of(
                "{\"image_url\": \"data:image/png;base64,QUJD\"}",
                "{\"image_url\": \"https://example.org/cat.png\"}",
                "{\"file_id\": \"file-1\"}")) {
            Answer answer = video(reference);

            assertThat(answer.status()).as(reference).isEqualTo(400);
            assertThat(answer.json().getJsonObject("error").getString("param")).isEqualTo("input_reference");
        }
        assertThat(api.farm.commands).isEmpty();
    }

    private Answer video(String reference) throws Exception {
        String body = "{\"prompt\": \"a cat\", \"input_reference\": " + reference + "}";
        return api.post("/v1/videos", body, "Content-Type", "application/json");
    }

    @Test
    void whatIsNoImageIsRefusedAtTheDoor() throws Exception {
        Answer answer = api.send(api.request("/v1/inputs").POST(BodyPublishers.ofString("GIF89a, or so it says")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(error(answer)).isEqualTo("body: is a GIF image (allowed: PNG and JPEG)");
    }

    @Test
    void aBadImageIsNamedByItsFieldAndNothingIsSent() throws Exception {
        String url = "data:image/png;base64,"
                + Base64.getEncoder().encodeToString("no image".getBytes(StandardCharsets.UTF_8));

        Answer answer = api.post("/v1/renders", request(url));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(error(answer)).isEqualTo("shots[0].image: is no image that can be read (allowed: PNG and JPEG)");
        assertThat(api.farm.commands).isEmpty();
    }

    @Test
    void theServersOwnFilesAndForeignAddressesAreNotRead() throws Exception {
        Files.write(folder.resolve("secret.png"), PNG);

        for (String reference : new String[] {
            folder.resolve("secret.png").toString(), "http://127.0.0.1:1/secret.png", "https://example.org/cat.png"
        }) {
            Answer answer = api.post("/v1/renders", request(reference));

            assertThat(answer.status()).isEqualTo(422);
            assertThat(error(answer)).contains("cannot be taken from there");
        }
    }

    private static String request(String image) {
        return new JsonObject()
                .put("model", "reference")
                .put("width", 64)
                .put("height", 64)
                .put(
                        "shots",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("prompt", "a cat")
                                        .put("frames", 16)
                                        .put("image", image)))
                .encode();
    }

    private static String error(Answer answer) {
        JsonObject error = answer.json().getJsonArray("errors").getJsonObject(0);
        return error.getString("field") + ": " + error.getString("message");
    }
}
