package io.framefarm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentState;
import io.framefarm.protocol.v1.SegmentStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final Pace pace = new Pace(() -> now);

    @Test
    void theTimeLeftFollowsFromTheFramesSinceTheFirstSegmentWasTaken() {
        pace.read(rendering(0, SegmentState.SEGMENT_STATE_RENDERING));
        now = now.plusSeconds(8);

        Pace.Reading reading = pace.read(rendering(16, SegmentState.SEGMENT_STATE_DONE));

        assertThat(reading.framesPerSecond()).isEqualTo(2.0);
        assertThat(reading.left()).contains(Duration.ofSeconds(24));
    }

    @Test
    void waitingInTheQueueDoesNotCountAsSlowness() {
        pace.read(rendering(0, SegmentState.SEGMENT_STATE_WAITING));
        now = now.plusSeconds(3600);
        pace.read(rendering(0, SegmentState.SEGMENT_STATE_RENDERING));
        now = now.plusSeconds(1);

        assertThat(pace.read(rendering(16, SegmentState.SEGMENT_STATE_DONE)).framesPerSecond())
                .isEqualTo(16.0);
    }

    @Test
    void framesRenderedBeforeWeLookedDoNotCountAsSpeed() {
        pace.read(rendering(48, SegmentState.SEGMENT_STATE_DONE));
        now = now.plusSeconds(10);

        assertThat(pace.read(rendering(48, SegmentState.SEGMENT_STATE_DONE)).left())
                .isEmpty();
    }

    private static RenderStatus rendering(int framesRendered, SegmentState state) {
        return RenderStatus.newBuilder()
                .setState(RenderState.RENDER_STATE_RENDERING)
                .setFramesTotal(64)
                .setFramesRendered(framesRendered)
                .addSegments(SegmentStatus.newBuilder().setState(state))
                .build();
    }
}
