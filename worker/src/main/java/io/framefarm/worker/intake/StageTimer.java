package io.framefarm.worker.intake;

import io.framefarm.protocol.v1.StageTime;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongSupplier;

/** Tells how long the parts of the work on a segment take. */
record StageTimer(WorkerEvents events, LongSupplier nanoTicker) {

    /** A moment to measure from. */
    long start() {
        return nanoTicker.getAsLong();
    }

    void done(String stage, long start) {
        events.stageDone(stage, Duration.ofNanos(nanoTicker.getAsLong() - start));
    }

    /** What the renderer has measured itself. */
    void done(List<StageTime> stages) {
        stages.forEach(stage -> events.stageDone(stage.getStage(), Duration.of(stage.getMicros(), ChronoUnit.MICROS)));
    }
}
