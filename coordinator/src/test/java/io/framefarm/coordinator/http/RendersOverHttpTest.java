package io.framefarm.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.http.ApiUnderTest.Answer;
import io.framefarm.protocol.v1.RenderState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RendersOverHttpTest {
    private static final String REQUEST =
            "{\"model\": \"reference\", \"width\": 64, \"height\": 64, \"shots\": [{\"prompt\": \"a cat\", \"frames\": 32}]}";

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
    void aRequestBecomesARender() throws Exception {
        Answer answer = api.post("/v1/renders", REQUEST);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("location")).isEqualTo("/v1/renders/r1");
        assertThat(answer.json().getString("state")).isEqualTo("queued");
        assertThat(answer.json().getString("producer")).isEqualTo("anonymous");
        assertThat(answer.json().getJsonObject("segments").getInteger("waiting"))
                .isEqualTo(2);
        assertThat(api.farm.commands).hasSize(1);
    }

    @Test
    void aRequestMayBeYaml() throws Exception {
        Answer answer = api.post(
                "/v1/renders", "model: reference\nwidth: 64\nheight: 64\nshots:\n- prompt: a cat\n  frames: 16\n");

        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void aBadRequestIsAnsweredByFieldAllAtOnce() throws Exception {
        Answer answer = api.post("/v1/renders", REQUEST.replace("64", "65").replace("32", "0"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().getString("type")).isEqualTo("urn:framefarm:problem:invalid-request");
        assertThat(answer.json().getJsonArray("errors").stream().map(each -> ((JsonObject) each).getString("field")))
                .containsExactlyInAnyOrder("width", "height", "shots[0].frames");
        assertThat(api.farm.commands).isEmpty();
    }

    @Test
    void theSameIdempotencyKeyIsTheSameRender() throws Exception {
        Answer first = api.post("/v1/renders", REQUEST, "Idempotency-Key", "order-7");
        Answer again = api.post("/v1/renders", REQUEST, "Idempotency-Key", "order-7");
        Answer other = api.post("/v1/renders", REQUEST, "Idempotency-Key", "order-8");

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getString("id")).isEqualTo(first.json().getString("id"));
        assertThat(other.json().getString("id")).isNotEqualTo(first.json().getString("id"));
        assertThat(api.farm.commands).hasSize(2);
    }

    @Test
    void anIdempotencyKeyCannotBeUsedForAnotherRequest() throws Exception {
        api.post("/v1/renders", REQUEST, "Idempotency-Key", "order-7");

        Answer other = api.post("/v1/renders", REQUEST.replace("cat", "dog"), "Idempotency-Key", "order-7");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().getString("type")).endsWith("idempotency-key-reused");
    }

    @Test
    void theListGoesPageByPageAndTheNewestComesFirst() throws Exception {
        for (int i = 0; i < 5; i++) {
            api.farm.add("render-" + i, "ann", RenderState.RENDER_STATE_QUEUED);
        }
        List<String> seen = new ArrayList<>();
        String path = "/v1/renders?limit=2";
        while (!path.isEmpty()) {
            JsonObject page = api.get(path).json();
            ids(page).forEach(seen::add);
            String cursor = page.getString("next_cursor");
            path = cursor == null ? "" : "/v1/renders?limit=2&cursor=" + cursor;
        }

        assertThat(seen).containsExactly("render-4", "render-3", "render-2", "render-1", "render-0");
    }

    @Test
    void theListIsFilteredByStateProducerAndModel() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_QUEUED);
        api.farm.add("b", "bob", RenderState.RENDER_STATE_QUEUED);
        api.farm.add("c", "bob", RenderState.RENDER_STATE_FAILED);

        assertThat(ids(api.get("/v1/renders?state=queued&producer=bob").json())).containsExactly("b");
        assertThat(ids(api.get("/v1/renders?state=failed,queued&model=reference")
                        .json()))
                .containsExactly("c", "b", "a");
        assertThat(ids(api.get("/v1/renders?model=other").json())).isEmpty();
    }

    @Test
    void whatTheListDoesNotKnowIsRefused() throws Exception {
        assertThat(api.get("/v1/renders?sate=queued").status()).isEqualTo(422);
        assertThat(api.get("/v1/renders?state=asleep").status()).isEqualTo(422);
        assertThat(api.get("/v1/renders?limit=0").status()).isEqualTo(422);
        assertThat(api.get("/v1/renders?cursor=nonsense").status()).isEqualTo(422);
    }

    @Test
    void aRendersPageHasItsRequestAndItsSegments() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_RENDERING);

        JsonObject page = api.get("/v1/renders/a").json();

        assertThat(page.getJsonObject("request").getString("model")).isEqualTo("reference");
        JsonObject shot = page.getJsonArray("shots").getJsonObject(0);
        assertThat(shot.getString("prompt")).isEqualTo("a cat");
        assertThat(shot.getJsonArray("segments").getJsonObject(1).getInteger("first_frame"))
                .isEqualTo(16);
    }

    @Test
    void anUnknownRenderIsNotFound() throws Exception {
        Answer answer = api.get("/v1/renders/none");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void aRenderIsPausedResumedReprioritisedAndCancelled() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_QUEUED);

        assertThat(api.post("/v1/renders/a/pause", "").json().getString("state"))
                .isEqualTo("paused");
        assertThat(api.post("/v1/renders/a/resume", "").json().getString("state"))
                .isEqualTo("queued");
        assertThat(api.post("/v1/renders/a/priority", "{\"priority\": 7}")
                        .json()
                        .getInteger("priority"))
                .isEqualTo(7);
        assertThat(api.post("/v1/renders/a/cancel", "{\"reason\": \"enough\"}")
                        .json()
                        .getString("state"))
                .isEqualTo("cancelled");
        assertThat(api.farm.commands.get(3).getCancel().getReason()).isEqualTo("enough");
    }

    @Test
    void whatIsOverCannotBeChanged() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_DONE);

        for (String change : List.of("pause", "resume", "cancel", "retry")) {
            assertThat(api.post("/v1/renders/a/" + change, "").status())
                    .as(change)
                    .isEqualTo(409);
        }
        assertThat(api.farm.commands).isEmpty();
    }

    @Test
    void aFailedRenderIsRetried() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_FAILED);

        Answer answer = api.post("/v1/renders/a/retry", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getString("state")).isEqualTo("rendering");
        assertThat(api.farm.commands.get(0).hasRetry()).isTrue();
    }

    @Test
    void aPriorityOutOfRangeIsRefused() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_QUEUED);

        assertThat(api.post("/v1/renders/a/priority", "{\"priority\": 101}").status())
                .isEqualTo(422);
        assertThat(api.post("/v1/renders/a/priority", "{\"priority\": \"high\"}")
                        .status())
                .isEqualTo(422);
        assertThat(api.post("/v1/renders/a/priority", "[]").status()).isEqualTo(400);
    }

    @Test
    void aPlanIsShownWithoutSendingAnything() throws Exception {
        JsonObject plan = api.post("/v1/plan", REQUEST).json();

        assertThat(plan.getInteger("segments")).isEqualTo(2);
        assertThat(plan.getJsonObject("request").getInteger("fps")).isEqualTo(8);
        assertThat(api.farm.commands).isEmpty();
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        assertThat(api.post("/v1/renders", "#".repeat((1 << 20) + 1)).status()).isEqualTo(413);
    }

    @Test
    void nothingIsAtOtherPaths() throws Exception {
        assertThat(api.get("/v1/nothing").status()).isEqualTo(404);
        assertThat(api.delete("/v1/queue").status()).isEqualTo(405);
        assertThat(api.get("/../etc/passwd").status()).isEqualTo(404);
    }

    @Test
    void theFarmItselfIsShown() throws Exception {
        api.farm.add("a", "ann", RenderState.RENDER_STATE_QUEUED);
        api.farm.worker("w1", "reference");

        JsonObject queue = api.get("/v1/queue").json();

        assertThat(queue.getJsonObject("backlog").getInteger("frames")).isEqualTo(32);
        assertThat(queue.getJsonArray("data").getJsonObject(0).getString("waiting_for"))
                .startsWith("a worker");
        assertThat(api.get("/v1/workers")
                        .json()
                        .getJsonArray("data")
                        .getJsonObject(0)
                        .getBoolean("alive"))
                .isTrue();
        assertThat(api.get("/v1/packs")
                        .json()
                        .getJsonArray("data")
                        .getJsonObject(0)
                        .getString("name"))
                .isEqualTo("reference");
    }

    private static List<String> ids(JsonObject page) {
        JsonArray data = page.getJsonArray("data");
        return data.stream().map(each -> ((JsonObject) each).getString("id")).toList();
    }
}
