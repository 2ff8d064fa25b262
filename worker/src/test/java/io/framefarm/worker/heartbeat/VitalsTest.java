package io.framefarm.worker.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.frame.PngReader;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import io.framefarm.protocol.v1.WorkerState;
import io.framefarm.worker.intake.Cancellation;
import io.framefarm.worker.intake.SegmentRenderer;
import io.framefarm.worker.intake.WorkerEvents.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VitalsTest {

    private static final Attempt FIRST = Attempt.newBuilder().setRun(1).build();
    private static final Attempt SECOND = Attempt.newBuilder().setRun(2).build();

    private final Vitals vitals =
            new Vitals("w1", "default", "1.0", new WarmRenderer(), () -> Instant.ofEpochMilli(42));

    @Test
    void anIdleWorkerSaysWhatItHoldsWarm() {
        WorkerHeartbeat beat = vitals.now();

        assertThat(beat.getState()).isEqualTo(WorkerState.WORKER_STATE_IDLE);
        assertThat(beat.getPacksList()).containsExactly("demo");
        assertThat(beat.getWarmPacksList()).containsExactly("demo");
        assertThat(beat.getSentAtMs()).isEqualTo(42);
        assertThat(beat.hasRendering()).isFalse();
    }

    @Test
    void aBusyWorkerNamesTheOldestJobAtHandAndItsStep() {
        vitals.picked(job("r1"), FIRST);
        vitals.picked(job("r2"), SECOND);
        vitals.stepDone(FIRST, 3, 4);

        WorkerHeartbeat beat = vitals.now();

        assertThat(beat.getState()).isEqualTo(WorkerState.WORKER_STATE_RENDERING);
        assertThat(beat.getRendering().getRenderId()).isEqualTo("r1");
        assertThat(beat.getAttempt()).isEqualTo(FIRST);
        assertThat(beat.getStep()).isEqualTo(3);
        assertThat(beat.getSteps()).isEqualTo(4);
    }

    @Test
    void aSketchIsShownAsLongAsItsJobIsAtHand() throws Exception {
        RgbFrame picture = new RgbFrame(2, 1, new byte[] {1, 2, 3, 4, 5, 6});
        vitals.picked(job("r1"), FIRST);
        vitals.stepDone(FIRST, 1, 4);
        vitals.sketched(FIRST, picture);
        vitals.stepDone(FIRST, 2, 4);

        assertThat(PngReader.read(vitals.now().getSketch().toByteArray(), 2)).isEqualTo(picture);
        vitals.ended(job("r1"), FIRST, Outcome.RENDERED);
        assertThat(vitals.now().getSketch()).isEmpty();
    }

    @Test
    void whatHasEndedIsNotNamedAnyMore() {
        vitals.picked(job("r1"), FIRST);
        vitals.ended(job("r1"), FIRST, Outcome.RENDERED);

        assertThat(vitals.now().getState()).isEqualTo(WorkerState.WORKER_STATE_IDLE);
    }

    @Test
    void aDrainingWorkerSaysSoUntilItsLastWord() {
        vitals.drain();
        assertThat(vitals.now().getState()).isEqualTo(WorkerState.WORKER_STATE_DRAINING);
        assertThat(vitals.stopped().getState()).isEqualTo(WorkerState.WORKER_STATE_STOPPED);
    }

    private static SegmentJob job(String render) {
        return SegmentJob.newBuilder()
                .setRef(SegmentRef.newBuilder().setRenderId(render))
                .build();
    }

    private static final class WarmRenderer implements SegmentRenderer {
        @Override
        public Rendering render(Recipe recipe, List<ByteString> latents, Progress progress, Cancellation cancellation) {
            return new Rendering(List.of(), List.of());
        }

        @Override
        public void prepare(Recipe recipe) {}

        @Override
        public Set<String> packs() {
            return Set.of("demo");
        }

        @Override
        public Set<String> warmPacks() {
            return Set.of("demo");
        }

        @Override
        public String device() {
            return "none";
        }
    }
}
