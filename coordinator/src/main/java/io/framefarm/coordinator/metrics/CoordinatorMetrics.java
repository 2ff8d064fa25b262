package io.framefarm.coordinator.metrics;

import io.framefarm.coordinator.core.FarmLoad;
import io.framefarm.coordinator.core.Notable;
import io.framefarm.coordinator.kafka.CoordinatorListener;
import io.framefarm.protocol.monitor.Levels;
import io.framefarm.protocol.monitor.Metrics;
import io.framefarm.protocol.monitor.Pulse;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What operators see of a coordinator. Only the active one knows the farm: a standby shows no load. */
public final class CoordinatorMetrics implements CoordinatorListener {
    /** Several times what a standby waits before it takes over. */
    private static final Duration BEAT_WITHIN = Duration.ofSeconds(15);

    private final Pulse beats;
    private final Counter events;
    private final Gauge active;
    private final Gauge openRenders;
    private final Gauge waiting;
    private final Levels inFlight;
    private final Levels workers;

    public CoordinatorMetrics(Metrics metrics, InstantSource clock) {
        beats = new Pulse("sign of an active coordinator on farm.state", BEAT_WITHIN, clock);
        events = metrics.counter(
                "framefarm_coordinator_events_total", "What happened to renders and segments.", "event");
        active = metrics.gauge(
                "framefarm_coordinator_active", "1 on the coordinator that plans and dispatches, else 0.");
        openRenders =
                metrics.gauge("framefarm_coordinator_open_renders", "Renders that were accepted and have not ended.");
        waiting = metrics.gauge("framefarm_coordinator_waiting_segments", "Segments that wait to be dispatched.");
        inFlight = new Levels(metrics.gauge(
                "framefarm_coordinator_in_flight_segments",
                "Segments that are dispatched and not done, by pool.",
                "pool"));
        workers = new Levels(
                metrics.gauge("framefarm_coordinator_live_workers", "Workers that were heard of lately.", "pool"));
        for (Notable notable : Notable.values()) {
            events.labels(label(notable));
        }
    }

    @Override
    public void noted(Notable what) {
        events.labels(label(what)).inc();
    }

    @Override
    public void load(FarmLoad load) {
        openRenders.set(load.openRenders());
        waiting.set(load.waitingSegments());
        inFlight.show(byPool(load.inFlightSegments()));
        workers.show(byPool(load.liveWorkers()));
    }

    @Override
    public void active(boolean now) {
        active.set(now ? 1 : 0);
        if (!now) {
            openRenders.set(0);
            waiting.set(0);
            inFlight.show(Map.of());
            workers.show(Map.of());
        }
    }

    @Override
    public void beat() {
        beats.beat();
    }

    /** Why nothing is to be expected of this coordinator, neither as the active one nor as a standby. */
    public Optional<String> problem() {
        return beats.problem();
    }

    private static Map<List<String>, Integer> byPool(Map<String, Integer> values) {
        return values.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(value -> List.of(value.getKey()), Map.Entry::getValue));
    }

    private static String label(Notable notable) {
        return notable.name().toLowerCase(Locale.ROOT);
    }
}
