package io.framefarm.coordinator.core;

import java.util.Map;

/** How much there is to do, for gauges and autoscalers. */
public record FarmLoad(
        int openRenders, int waitingSegments, Map<String, Integer> inFlightSegments, Map<String, Integer> liveWorkers) {

    public FarmLoad {
        inFlightSegments = Map.copyOf(inFlightSegments);
        liveWorkers = Map.copyOf(liveWorkers);
    }
}
