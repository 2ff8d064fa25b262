package io.framefarm.coordinator.core;

import java.time.Duration;
import java.util.Map;

/**
 * How much there is to do, for gauges and autoscalers.
 *
 * @param openRenders that were accepted and have not ended
 * @param waiting segments that may be dispatched as soon as a worker is free; none of paused renders
 * @param inFlightSegments by pool: dispatched and not done
 * @param renderingSegments by pool: those of them that a worker has begun
 * @param backlogSeconds by pool: what all that is waiting or in flight is expected to take one worker
 * @param liveWorkers by pool
 */
public record FarmLoad(
        int openRenders,
        Map<Lane, Queue> waiting,
        Map<String, Integer> inFlightSegments,
        Map<String, Integer> renderingSegments,
        Map<String, Double> backlogSeconds,
        Map<String, Integer> liveWorkers) {

    /** Stands for the pool of work that no worker heard of so far could take. */
    public static final String NO_POOL = "unknown";

    public static final FarmLoad NONE = new FarmLoad(0, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    /** What waits for the same workers, equally urgent. Work that several pools could take counts for one of them. */
    public record Lane(String pool, int priority) {}

    /**
     * How much waits in a lane.
     *
     * @param oldest how long the render has been there that waits the longest
     */
    public record Queue(int segments, Duration oldest) {

        Queue and(Queue other) {
            return new Queue(segments + other.segments, oldest.compareTo(other.oldest) >= 0 ? oldest : other.oldest);
        }
    }

    public FarmLoad {
        waiting = Map.copyOf(waiting);
        inFlightSegments = Map.copyOf(inFlightSegments);
        renderingSegments = Map.copyOf(renderingSegments);
        backlogSeconds = Map.copyOf(backlogSeconds);
        liveWorkers = Map.copyOf(liveWorkers);
    }

    public int waitingSegments() {
        return waiting.values().stream().mapToInt(Queue::segments).sum();
    }
}
