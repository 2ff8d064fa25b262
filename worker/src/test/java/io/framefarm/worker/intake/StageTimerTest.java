package io.framefarm.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.StageTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StageTimerTest {

    private final List<String> told = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final StageTimer timer = new StageTimer(new Told(), nanos::get);

    @Test
    void aPartIsTimedFromItsStart() {
        long start = timer.start();
        nanos.addAndGet(Duration.ofMillis(30).toNanos());
        timer.done("publish", start);

        assertThat(told).containsExactly("publish PT0.03S");
    }

    @Test
    void whatTheRendererHasMeasuredIsToldAsItIs() {
        timer.done(List.of(stage("embed", 1500), stage("denoise", 2_000_000)));

        assertThat(told).containsExactly("embed PT0.0015S", "denoise PT2S");
    }

    private static StageTime stage(String name, long micros) {
        return StageTime.newBuilder().setStage(name).setMicros(micros).build();
    }

    private final class Told implements WorkerEvents {
        @Override
        public void stageDone(String stage, Duration took) {
            told.add(stage + " " + took);
        }

        @Override
        public void picked(SegmentJob job, Attempt attempt) {}

        @Override
        public void stepDone(Attempt attempt, int step, int steps) {}

        @Override
        public void renewed(boolean held) {}

        @Override
        public void ended(SegmentJob job, Attempt attempt, Outcome outcome) {}
    }
}
