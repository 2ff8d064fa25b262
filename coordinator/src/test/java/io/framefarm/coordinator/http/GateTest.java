package io.framefarm.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.coordinator.access.Allowance;
import io.framefarm.coordinator.access.ApiKey;
import io.framefarm.coordinator.access.KeyEntry;
import io.framefarm.coordinator.access.Scope;
import io.framefarm.coordinator.http.ApiUnderTest.Answer;
import io.framefarm.protocol.v1.RenderState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
    private static final String REQUEST =
            "{\"model\": \"reference\", \"width\": 64, \"height\": 64, \"shots\": [{\"prompt\": \"a cat\", \"frames\":"
                    + " 32}]}";

    private final SplittableRandom random = new SplittableRandom(5);
    private final ApiKey ann = ApiKey.create(random);
    private final ApiKey reader = ApiKey.create(random);
    private final ApiKey operator = ApiKey.create(random);
    private final ApiKey slow = ApiKey.create(random);

    @TempDir
    private Path folder;

    private ApiUnderTest api;

    @BeforeEach
    void start() throws Exception {
        Path keys = Files.write(
                folder.resolve("keys"),
                List.of(
                        line(ann, "ann", EnumSet.of(Scope.SUBMIT, Scope.READ), new Allowance(2, 100, 1000)),
                        line(reader, "ann", EnumSet.of(Scope.READ), Allowance.UNLIMITED),
                        line(operator, "*", EnumSet.of(Scope.OPERATE), Allowance.UNLIMITED),
                        line(slow, "ann", EnumSet.of(Scope.READ), new Allowance(1, 1, 1))));
        api = new ApiUnderTest(
                folder.resolve("videos"), HttpSettings.loopback(0, false).withKeys(keys));
    }

    private static String line(ApiKey key, String producer, Set<Scope> scopes, Allowance allowance) {
        return KeyEntry.of(key, producer, scopes, allowance).line();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static String[] with(ApiKey key) {
        return new String[] {"Authorization", "Bearer " + key.text()};
    }

    @Test
    void withoutAKeyNothingIsAnswered() throws Exception {
        Answer answer = api.get("/v1/renders");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
        assertThat(api.get("/v1/renders", with(ApiKey.create(random))).status()).isEqualTo(401);
        assertThat(api.get("/v1/videos").json().getJsonObject("error").getString("type"))
                .isEqualTo("authentication_error");
    }

    @Test
    void aKeySendsUnderItsOwnNameOnly() throws Exception {
        Answer own = api.post("/v1/renders", REQUEST, with(ann));
        Answer other = api.post("/v1/renders", "producer: bob\n" + yaml(), with(ann));

        assertThat(own.json().getString("producer")).isEqualTo("ann");
        assertThat(other.status()).isEqualTo(403);
    }

    @Test
    void aKeySeesItsOwnRendersAndAnOperatorAll() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_QUEUED);
        api.farm.add("b", "bob", RenderState.RENDER_STATE_QUEUED);

        assertThat(api.get("/v1/renders/b", with(ann)).status()).isEqualTo(404);
        assertThat(api.get("/v1/renders", with(ann)).json().getJsonArray("data"))
                .hasSize(1);
        assertThat(api.get("/v1/renders", with(operator)).json().getJsonArray("data"))
                .hasSize(2);
    }

    @Test
    void aKeyDoesWhatItsScopesSay() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_QUEUED);

        assertThat(api.post("/v1/renders", REQUEST, with(reader)).status()).isEqualTo(403);
        assertThat(api.post("/v1/renders/a/cancel", "", with(reader)).status()).isEqualTo(403);
        assertThat(api.post("/v1/renders/a/cancel", "", with(operator)).status())
                .isEqualTo(200);
    }

    @Test
    void noMoreRendersAreInFlightThanTheKeyAllows() throws Exception {
        api.post("/v1/renders", REQUEST, with(ann));
        api.post("/v1/renders", REQUEST, with(ann));

        Answer third = api.post("/v1/renders", REQUEST, with(ann));

        assertThat(third.status()).isEqualTo(429);
        assertThat(third.header("retry-after")).isNotEmpty();
        assertThat(third.json().getString("type")).endsWith("quota-exceeded");
    }

    @Test
    void noMoreFramesADayThanTheKeyAllows() throws Exception {
        Answer tooMany = api.post("/v1/renders", REQUEST.replace("32", "101"), with(ann));

        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.json().getString("detail")).contains("101 frames");
    }

    @Test
    void aRenderThatIsDeletedHasUsedItsFramesAllTheSame() throws Exception {
        Answer first = api.post("/v1/renders", REQUEST.replace("32", "96"), with(ann));
        api.delete("/v1/renders/" + first.json().getString("id"), with(ann));

        Answer second = api.post("/v1/renders", REQUEST, with(ann));

        assertThat(second.status()).isEqualTo(429);
        assertThat(second.json().getString("detail")).contains("32 frames after 96");
    }

    @Test
    void whoAsksTooFastWaits() throws Exception {
        Answer last = api.get("/v1/queue", with(slow));
        for (int i = 0; i < 10; i++) {
            last = api.get("/v1/queue", with(slow));
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("retry-after")).isEqualTo("1");
    }

    @Test
    void aBrowserGetsACookieForItsKey() throws Exception {
        Answer session = api.post("/v1/session", "{\"key\": \"" + ann.text() + "\"}");
        String cookie = session.header("set-cookie");

        assertThat(session.json().getString("producer")).isEqualTo("ann");
        assertThat(cookie).contains("HTTPOnly").contains("SameSite=Strict");
        assertThat(api.get("/v1/renders", "Cookie", cookie.substring(0, cookie.indexOf(';')))
                        .status())
                .isEqualTo(200);
        assertThat(api.post("/v1/session", "{\"key\": \"ff_no\"}").status()).isEqualTo(401);
    }

    @Test
    void aPageOfAnotherSiteChangesNothing() throws Exception {
        Answer answer = api.post(
                "/v1/renders", REQUEST, "Authorization", "Bearer " + ann.text(), "Origin", "https://elsewhere.example");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(api.farm.commands).isEmpty();
    }

    @Test
    void aFarmWithoutKeysStaysOnItsOwnMachine() {
        assertThatThrownBy(() -> new ApiUnderTest(
                        folder.resolve("open"), HttpSettings.loopback(0, false).onHost("0.0.0.0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("farm keys create");
    }

    @Test
    void aBacklogThatIsFullRefusesForNow() throws Exception {
        try (ApiUnderTest full = new ApiUnderTest(
                folder.resolve("full"),
                HttpSettings.loopback(0, false).within(HttpLimits.usual().withMaxWaitingFrames(32)))) {
            full.post("/v1/renders", REQUEST);
            Answer refused = full.post("/v1/renders", REQUEST);

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json().getString("type")).endsWith("backlog-full");
            assertThat(Integer.parseInt(refused.header("retry-after"))).isPositive();
        }
    }

    private static String yaml() {
        return "model: reference\nwidth: 64\nheight: 64\nshots:\n- prompt: a cat\n  frames: 16\n";
    }
}
