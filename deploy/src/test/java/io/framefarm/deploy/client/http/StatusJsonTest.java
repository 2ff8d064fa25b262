package io.framefarm.deploy.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentState;
import io.framefarm.protocol.v1.SegmentStatus;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StatusJsonTest {

    @Test
    void aPageTellsOfEachSegment() throws IOException {
        RenderStatus status = read("""
                {"id":"r1","state":"failed","producer":"p","model":"m","priority":-3,
                 "frames":{"total":32,"rendered":16,"encoded":8,"video":32},"waiting_for":null,
                 "failure":{"category":"user","code":"NO_LORA","message":"no LoRA is called x"},
                 "accepted_at":"2026-11-21T00:00:00.250Z","first_frame_at":null,
                 "shots":[{"shot":1,"segments":[
                   {"segment":0,"state":"done","attempts":2,"worker":"w1","failure":null},
                   {"segment":1,"state":"failed","attempts":1,"worker":null,
                    "failure":{"category":"user","code":"NO_LORA","message":"no LoRA is called x"}}]}]}
                """);

        assertThat(status.getState()).isEqualTo(RenderState.RENDER_STATE_FAILED);
        assertThat(status.getPriority()).isEqualTo(-3);
        assertThat(status.getWaitingFor()).isEmpty();
        assertThat(status.getAcceptedAtMs()).isEqualTo(1_795_219_200_250L);
        assertThat(status.getFailure().getCategory()).isEqualTo(Category.CATEGORY_USER);
        SegmentStatus first = status.getSegments(0);
        assertThat(first.getShot()).isEqualTo(1);
        assertThat(first.getState()).isEqualTo(SegmentState.SEGMENT_STATE_DONE);
        assertThat(first.getDispatch()).isEqualTo(2);
        assertThat(first.getWorker()).isEqualTo("w1");
        assertThat(status.getSegments(1).getFailure().getCode()).isEqualTo("NO_LORA");
    }

    @Test
    void aListTellsHowManySegmentsAreDone() throws IOException {
        RenderStatus status = read("""
                {"id":"r1","state":"rendering","segments":{"total":4,"waiting":1,"rendering":1,"done":2}}
                """);

        assertThat(status.getSegmentsList())
                .extracting(SegmentStatus::getState)
                .containsExactlyInAnyOrder(
                        SegmentState.SEGMENT_STATE_WAITING,
                        SegmentState.SEGMENT_STATE_RENDERING,
                        SegmentState.SEGMENT_STATE_DONE,
                        SegmentState.SEGMENT_STATE_DONE);
    }

    @Test
    void aStateOfANewerFarmIsNoError() throws IOException {
        assertThat(read("{\"id\":\"r1\",\"state\":\"dreaming\"}").getState())
                .isEqualTo(RenderState.RENDER_STATE_UNSPECIFIED);
    }

    private static RenderStatus read(String json) throws IOException {
        return StatusJson.read(new ObjectMapper().readTree(json));
    }
}
