package io.framefarm.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.http.ApiUnderTest.Answer;
import io.framefarm.protocol.v1.PackLoras;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkersOverHttpTest {
    private static final byte[] PICTURE = {1, 2, 3};

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

    private void heard(WorkerHeartbeat.Builder heartbeat) {
        api.farm.workers.heard(heartbeat.setWorker("w1").build(), FakeFarm.NOW);
    }

    private JsonObject rendering() throws Exception {
        return api.get("/v1/workers")
                .json()
                .getJsonArray("data")
                .getJsonObject(0)
                .getJsonObject("rendering");
    }

    @Test
    void whatAStepHasComeToIsShown() throws Exception {
        api.farm.add("r", "ann", RenderState.RENDER_STATE_RENDERING);
        heard(WorkerHeartbeat.newBuilder()
                .setRendering(SegmentRef.newBuilder().setRenderId("r"))
                .setStep(2)
                .setSteps(4)
                .setSketch(ByteString.copyFrom(PICTURE)));

        Answer sketch = api.get(rendering().getString("sketch"));

        assertThat(sketch.status()).isEqualTo(200);
        assertThat(sketch.header("content-type")).isEqualTo("image/png");
        assertThat(sketch.bytes()).isEqualTo(PICTURE);
    }

    @Test
    void aWorkerThatDrawsNoneHasNone() throws Exception {
        api.farm.add("r", "ann", RenderState.RENDER_STATE_RENDERING);
        heard(WorkerHeartbeat.newBuilder().setRendering(SegmentRef.newBuilder().setRenderId("r")));

        assertThat(rendering().getString("sketch")).isNull();
        assertThat(api.get("/v1/workers/w1/sketch").status()).isEqualTo(404);
        assertThat(api.get("/v1/workers/nobody/sketch").status()).isEqualTo(404);
    }

    @Test
    void packsNameTheLorasThatTheirWorkersHave() throws Exception {
        heard(WorkerHeartbeat.newBuilder()
                .addPacks("demo")
                .addLoras(PackLoras.newBuilder().setPack("demo").addNames("ink").addNames("clay")));

        assertThat(api.get("/v1/packs")
                        .json()
                        .getJsonArray("data")
                        .getJsonObject(0)
                        .getJsonArray("loras"))
                .containsExactly("clay", "ink");
    }
}
