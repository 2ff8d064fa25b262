package io.framefarm.coordinator.metrics;

import io.framefarm.coordinator.core.FarmLoad;
import io.framefarm.coordinator.core.FarmLoad.Lane;
import io.framefarm.coordinator.core.FarmLoad.Queue;
import io.framefarm.protocol.monitor.Levels;
import io.framefarm.protocol.monitor.Metrics;
import io.prometheus.client.Gauge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How much there is to do. */
final class LoadMetrics {
    private final Gauge openRenders;
    private final Levels waiting;
    private final Levels oldest;
    private final Levels inFlight;
    private final Levels backlog;
    private final Levels workers;
    private final Levels unsettled;

    LoadMetrics(Metrics metrics) {
        openRenders =
                metrics.gauge("framefarm_coordinator_open_renders", "Renders that were accepted and have not ended.");
        waiting = new Levels(metrics.gauge(
                "framefarm_coordinator_waiting_segments",
                "Segments that wait for a worker. The pool is `unknown` while no worker that could take them was heard"
                        + " of.",
                "pool",
                "priority"));
        oldest = new Levels(metrics.gauge(
                "framefarm_coordinator_oldest_waiting_seconds",
                "How long the oldest render with a waiting segment has been there.",
                "pool",
                "priority"));
        inFlight = new Levels(metrics.gauge(
                "framefarm_coordinator_in_flight_segments",
                "Segments on the pool's topic: `dispatched` until a worker begins, then `rendering`.",
                "pool",
                "state"));
        backlog = new Levels(metrics.gauge(
                "framefarm_coordinator_backlog_gpu_seconds",
                "How long one worker is expected to be busy with all that waits or is in flight, as the last segments"
                        + " took.",
                "pool"));
        workers = new Levels(
                metrics.gauge("framefarm_coordinator_live_workers", "Workers that were heard of lately.", "pool"));
        unsettled = new Levels(metrics.gauge(
                "framefarm_coordinator_share_group_lag",
                "Jobs on the pool's topic that no worker has settled, as the broker says: waiting there and being"
                        + " rendered.",
                "pool"));
    }

    void show(FarmLoad load) {
        openRenders.set(load.openRenders());
        waiting.show(byLane(load, Queue::segments));
        oldest.show(byLane(load, queue -> queue.oldest().toMillis() / 1e3));
        inFlight.show(byState(load));
        backlog.show(byPool(load.backlogSeconds()));
        workers.show(byPool(load.liveWorkers()));
    }

    void showUnsettled(Map<String, Long> jobs) {
        unsettled.show(byPool(jobs));
    }

    private static Map<List<String>, Number> byLane(FarmLoad load, Function<Queue, Number> value) {
        Map<List<String>, Number> values = new HashMap<>();
        load.waiting().forEach((lane, queue) -> values.put(labels(lane), value.apply(queue)));
        return values;
    }

    private static List<String> labels(Lane lane) {
        return List.of(lane.pool(), Integer.toString(lane.priority()));
    }

    private static Map<List<String>, Number> byState(FarmLoad load) {
        Map<List<String>, Number> values = new HashMap<>();
        load.inFlightSegments().forEach((pool, segments) -> {
            int rendering = load.renderingSegments().getOrDefault(pool, 0);
            values.put(List.of(pool, "rendering"), rendering);
            values.put(List.of(pool, "dispatched"), segments - rendering);
        });
        return values;
    }

    private static Map<List<String>, Number> byPool(Map<String, ? extends Number> byName) {
        Map<List<String>, Number> values = new HashMap<>();
        byName.forEach((pool, value) -> values.put(List.of(pool), value));
        return values;
    }
}
