package io.framefarm.worker.engine;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Adds up how long the stages of one render take. */
final class Stopwatch {

    private final LongSupplier ticker;
    private final Map<Stage, Duration> durations = new EnumMap<>(Stage.class);

    /**
     * Creates one at zero.
     *
     * @param ticker nanoseconds since some moment
     */
    Stopwatch(LongSupplier ticker) {
        this.ticker = ticker;
    }

    <T> T measure(Stage stage, Supplier<T> work) {
        long start = ticker.getAsLong();
        try {
            return work.get();
        } finally {
            durations.merge(stage, Duration.ofNanos(ticker.getAsLong() - start), Duration::plus);
        }
    }

    StageTimes times() {
        return new StageTimes(durations);
    }
}
