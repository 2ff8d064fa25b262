package io.framefarm.coordinator;

import io.framefarm.coordinator.kafka.CoordinatorConfig;
import io.framefarm.coordinator.kafka.CoordinatorListener;
import io.framefarm.coordinator.kafka.MeasureShareGroups;
import io.framefarm.coordinator.kafka.TakeTurns;
import io.framefarm.coordinator.metrics.CoordinatorMetrics;
import io.framefarm.coordinator.metrics.ProducerClasses;
import io.framefarm.protocol.monitor.Monitor;
import io.framefarm.protocol.trace.Tracer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** One coordinator of the farm, active or standing by; any number may run, and one of them is active. */
public final class Coordinator implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private final TakeTurns turns;
    private final Optional<MeasureShareGroups> lag;
    private final Thread thread;

    public Coordinator(CoordinatorConfig config, InstantSource clock, CoordinatorListener listener) {
        this(config, new TakeTurns(config, clock, listener, Tracer.OFF), Optional.empty());
    }

    private Coordinator(CoordinatorConfig config, TakeTurns turns, Optional<MeasureShareGroups> lag) {
        this.turns = turns;
        this.lag = lag;
        this.thread = new Thread(turns, "coordinator-" + config.id());
    }

    /** One that operators can watch. */
    public static Coordinator monitored(
            CoordinatorConfig config, ProducerClasses classes, InstantSource clock, Monitor monitor) {
        CoordinatorMetrics metrics = new CoordinatorMetrics(monitor.metrics(), classes, clock);
        TakeTurns turns = new TakeTurns(config, clock, metrics, monitor.tracer());
        MeasureShareGroups lag = new MeasureShareGroups(config, turns::active, metrics::unsettledJobs);
        Coordinator coordinator = new Coordinator(config, turns, Optional.of(lag));
        monitor.aliveWhile("coordinator", coordinator::alive);
        monitor.readyUnless("coordinator", metrics::problem);
        return coordinator;
    }

    public void start() {
        thread.start();
        lag.ifPresent(MeasureShareGroups::start);
    }

    /** Whether this one plans and dispatches. */
    public boolean active() {
        return turns.active();
    }

    /** False once it has stopped, for whatever reason. */
    public boolean alive() {
        return thread.getState() != Thread.State.TERMINATED;
    }

    /** Finishes the transaction under way and tells the standbys that they need not wait. */
    @Override
    public void close() {
        lag.ifPresent(MeasureShareGroups::close);
        turns.stop();
        try {
            thread.join(CLOSE_WITHIN.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
