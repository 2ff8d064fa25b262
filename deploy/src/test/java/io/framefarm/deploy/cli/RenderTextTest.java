package io.framefarm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RenderTextTest {

    private static final Pace.Reading UNKNOWN = new Pace.Reading(0, 0, 0, Optional.empty());

    @Test
    void aRunningRenderShowsSegmentsSpeedAndTimeLeft() {
        RenderStatus status =
                status(RenderState.RENDER_STATE_RENDERING).setFramesRendered(32).build();
        Pace.Reading pace = new Pace.Reading(2, 4, 3.14, Optional.of(Duration.ofSeconds(3725)));

        assertThat(RenderText.bar(status, pace))
                .isEqualTo("[############------------] rendering  2/4 segments  3.1 frames/s  1:02:05 left");
    }

    @Test
    void beforeItIsPlannedTheBarIsEmpty() {
        assertThat(RenderText.bar(RenderStatus.getDefaultInstance(), UNKNOWN))
                .isEqualTo("[------------------------] sent");
    }

    @Test
    void whileStitchingTheEncodedFramesCount() {
        RenderStatus status =
                status(RenderState.RENDER_STATE_STITCHING).setFramesEncoded(40).build();

        assertThat(RenderText.line(status, UNKNOWN)).isEqualTo("stitching  40/56 frames encoded");
    }

    private static RenderStatus.Builder status(RenderState state) {
        return RenderStatus.newBuilder().setState(state).setFramesTotal(64).setVideoFrames(56);
    }
}
