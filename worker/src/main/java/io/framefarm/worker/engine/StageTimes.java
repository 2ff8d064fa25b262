package io.framefarm.worker.engine;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** How long each stage of a render took. */
public record StageTimes(Map<Stage, Duration> durations) {

    public StageTimes {
        Map<Stage, Duration> all = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            all.put(stage, durations.getOrDefault(stage, Duration.ZERO));
        }
        durations = Map.copyOf(all);
    }

    public Duration of(Stage stage) {
        return durations.getOrDefault(stage, Duration.ZERO);
    }

    public Duration total() {
        return durations.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
