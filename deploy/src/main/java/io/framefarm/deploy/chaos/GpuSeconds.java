package io.framefarm.deploy.chaos;

import io.framefarm.deploy.guarantee.FarmObserver;
import io.framefarm.protocol.kafka.Keys;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.protocol.v1.StageTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What workers were busy with, and how much of it for nothing. */
final class GpuSeconds implements FarmObserver {

    private static final double MICROS = 1_000_000;

    private final Map<String, Long> costs = new HashMap<>();
    private final Map<String, Integer> rendered = new HashMap<>();
    private final Set<Run> begun = new HashSet<>();
    private final Set<Run> ended = new HashSet<>();

    private record Run(String segment, Attempt attempt) {}

    @Override
    public void told(FarmEvent event) {
        switch (event.getEventCase()) {
            case SEGMENT_STARTED ->
                begun.add(new Run(
                        Keys.segment(event.getSegmentStarted().getRef()),
                        event.getSegmentStarted().getAttempt()));
            case SEGMENT_RENDERED -> {
                SegmentRendered result = event.getSegmentRendered();
                String segment = Keys.segment(result.getRef());
                ended.add(new Run(segment, result.getAttempt()));
                rendered.merge(segment, 1, Integer::sum);
                costs.put(
                        segment,
                        result.getStagesList().stream()
                                .mapToLong(StageTime::getMicros)
                                .sum());
            }
            case SEGMENT_FAILED, VIDEO_PROGRESS, VIDEO_READY, VIDEO_FAILED, FRAMES_DAMAGED, EVENT_NOT_SET -> {}
        }
    }

    /** Of all results. */
    double all() {
        return rendered.entrySet().stream()
                        .mapToLong(segment -> segment.getValue() * cost(segment.getKey()))
                        .sum()
                / MICROS;
    }

    /** Of results beyond the first of their segment. */
    double twice() {
        return rendered.entrySet().stream()
                        .mapToLong(segment -> (segment.getValue() - 1) * cost(segment.getKey()))
                        .sum()
                / MICROS;
    }

    /** At most: what was begun and never came to a result counts as if it had been interrupted at its very end. */
    double interrupted() {
        return begun.stream()
                        .filter(run -> !ended.contains(run))
                        .mapToLong(run -> cost(run.segment()))
                        .sum()
                / MICROS;
    }

    int results() {
        return rendered.values().stream().mapToInt(Integer::intValue).sum();
    }

    int resultsTwice() {
        return results() - rendered.size();
    }

    private long cost(String segment) {
        return costs.getOrDefault(segment, 0L);
    }
}
