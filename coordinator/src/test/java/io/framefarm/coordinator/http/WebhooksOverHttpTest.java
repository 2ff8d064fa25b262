package io.framefarm.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.access.Allowance;
import io.framefarm.coordinator.access.ApiKey;
import io.framefarm.coordinator.access.KeyEntry;
import io.framefarm.coordinator.access.Scope;
import io.framefarm.coordinator.http.ApiUnderTest.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksOverHttpTest {
    /** Public, so that no name server is asked. */
    private static final String HOOK = "{\"url\": \"https://8.8.8.8/hook\", \"events\": [\"render.done\"]}";

    @TempDir
    private Path folder;

    private ApiUnderTest api;

    @BeforeEach
    void start() throws Exception {
        api = new ApiUnderTest(folder.resolve("videos"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aWebhookHasASecretThatIsShownOnce() throws Exception {
        Answer made = api.post("/v1/webhooks", HOOK);
        String id = made.json().getString("id");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("location")).isEqualTo("/v1/webhooks/" + id);
        assertThat(made.json().getString("secret")).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(api.get("/v1/webhooks/" + id).json().getString("url")).isEqualTo("https://8.8.8.8/hook");
        assertThat(api.get("/v1/webhooks").text()).contains(id).doesNotContain("whsec_");
    }

    @Test
    void aTestMessageWaitsToBeSent() throws Exception {
        String path = "/v1/webhooks/" + api.post("/v1/webhooks", HOOK).json().getString("id");

        Answer test = api.post(path + "/test", "");

        assertThat(test.status()).isEqualTo(202);
        assertThat(test.json().getString("message")).startsWith("msg_");
        assertThat(api.get(path).json().getInteger("waiting")).isEqualTo(1);
    }

    @Test
    void aWebhookThatIsDeletedLeavesNothingBehind() throws Exception {
        String id = api.post("/v1/webhooks", HOOK).json().getString("id");
        api.post("/v1/webhooks/" + id + "/test", "");

        assertThat(api.delete("/v1/webhooks/" + id).status()).isEqualTo(204);
        assertThat(api.get("/v1/webhooks/" + id).status()).isEqualTo(404);
        assertThat(api.webhooks.waitingFor(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.0.0.1/hook",
                "https://localhost/hook",
                "https://169.254.169.254/latest",
                "https://[::1]/hook",
                "http://8.8.8.8/hook",
                "https://user:secret@8.8.8.8/hook",
                "ftp://8.8.8.8/hook",
                "8.8.8.8",
                ""
            })
    void anAddressThatIsNotPublicOrNotSecuredIsRefused(String url) throws Exception {
        Answer answer = api.post("/v1/webhooks", HOOK.replace("https://8.8.8.8/hook", url));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("url");
        assertThat(api.webhooks.endpoints()).isEmpty();
    }

    @Test
    void anEventThatDoesNotExistIsRefused() throws Exception {
        Answer answer = api.post("/v1/webhooks", HOOK.replace("render.done", "render.begun"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("render.begun").contains("render.cancelled");
        assertThat(api.post("/v1/webhooks", HOOK.replace("[\"render.done\"]", "7"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aProducerKnowsOfItsOwnWebhooksOnly() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        ApiKey ann = ApiKey.create(random);
        ApiKey bob = ApiKey.create(random);
        Path keys = Files.write(folder.resolve("keys"), List.of(line(ann, "ann"), line(bob, "bob")));
        try (ApiUnderTest closed = new ApiUnderTest(
                folder.resolve("closed"), HttpSettings.loopback(0, false).withKeys(keys))) {
            Answer made = closed.post("/v1/webhooks", HOOK, "Authorization", "Bearer " + ann.text());
            String path = "/v1/webhooks/" + made.json().getString("id");

            assertThat(made.json().getString("producer")).isEqualTo("ann");
            assertThat(closed.get(path, "Authorization", "Bearer " + ann.text()).status())
                    .isEqualTo(200);
            assertThat(closed.get(path, "Authorization", "Bearer " + bob.text()).status())
                    .isEqualTo(404);
            assertThat(closed.post(
                                    "/v1/webhooks",
                                    HOOK.replace("{\"url\"", "{\"producer\": \"ann\", \"url\""),
                                    "Authorization",
                                    "Bearer " + bob.text())
                            .status())
                    .isEqualTo(403);
        }
    }

    private static String line(ApiKey key, String producer) {
        return KeyEntry.of(key, producer, EnumSet.of(Scope.SUBMIT, Scope.READ), Allowance.UNLIMITED)
                .line();
    }
}
