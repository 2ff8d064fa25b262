package io.framefarm.coordinator.metrics;

import io.framefarm.coordinator.core.FarmLoad;
import io.framefarm.coordinator.core.Notable;
import io.framefarm.coordinator.core.Observation;
import io.framefarm.coordinator.kafka.CoordinatorListener;
import io.framefarm.protocol.monitor.Metrics;
import io.framefarm.protocol.monitor.Pulse;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What operators see of a coordinator. Only the active one knows the farm: a standby shows no load. */
public final class CoordinatorMetrics implements CoordinatorListener {
    /** Several times what a standby waits before it takes over. */
    private static final Duration BEAT_WITHIN = Duration.ofSeconds(15);

    private final Pulse beats;
    private final Counter events;
    private final Gauge active;
    private final LoadMetrics load;
    private final TimeMetrics times;

    public CoordinatorMetrics(Metrics metrics, ProducerClasses classes, InstantSource clock) {
        beats = new Pulse("sign of an active coordinator on farm.state", BEAT_WITHIN, clock);
        events = metrics.counter(
                "framefarm_coordinator_events_total", "What happened to renders, segments and results.", "event");
        active = metrics.gauge(
                "framefarm_coordinator_active", "1 on the coordinator that plans and dispatches, else 0.");
        load = new LoadMetrics(metrics);
        times = new TimeMetrics(metrics, classes);
        for (Notable notable : Notable.values()) {
            events.labels(label(notable));
        }
    }

    @Override
    public void noted(Notable what) {
        events.labels(label(what)).inc();
    }

    @Override
    public void observed(Observation what) {
        what.tell(times);
    }

    @Override
    public void load(FarmLoad now) {
        load.show(now);
    }

    @Override
    public void active(boolean now) {
        active.set(now ? 1 : 0);
        if (!now) {
            load.show(FarmLoad.NONE);
        }
    }

    /** Takes from the broker how many jobs of each pool no worker has settled. */
    public void unsettledJobs(Map<String, Long> byPool) {
        load.showUnsettled(byPool);
    }

    @Override
    public void beat() {
        beats.beat();
    }

    /** Why nothing is to be expected of this coordinator, neither as the active one nor as a standby. */
    public Optional<String> problem() {
        return beats.problem();
    }

    private static String label(Notable notable) {
        return notable.name().toLowerCase(Locale.ROOT);
    }
}
