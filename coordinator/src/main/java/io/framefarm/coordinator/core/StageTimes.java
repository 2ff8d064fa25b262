package io.framefarm.coordinator.core;

import io.framefarm.protocol.v1.StageTime;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What a worker says of the time that a segment took it. */
final class StageTimes {
    /** A worker that claims more is wrong, and must not ruin sums. */
    private static final long MOST_MICROS = Duration.ofDays(1).toNanos() / 1000;

    private StageTimes() {}

    static Duration total(List<StageTime> stages) {
        long micros = 0;
        for (StageTime stage : stages) {
            micros = Math.min(MOST_MICROS, micros + Math.max(0, Math.min(MOST_MICROS, stage.getMicros())));
        }
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
