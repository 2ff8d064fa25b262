package io.framefarm.protocol.monitor;

import io.framefarm.protocol.trace.Tracer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One process as its operators see it. Its parts add what they count and what has to hold; safe for many threads. */
public final class Monitor {

    private final Metrics metrics = new Metrics(new CollectorRegistry());
    private final List<Condition> alive = new CopyOnWriteArrayList<>();
    private final List<Condition> ready = new CopyOnWriteArrayList<>();
    private final Tracer tracer;

    /** One that keeps no traces. */
    public Monitor() {
        this(Tracer.OFF);
    }

    public Monitor(Tracer tracer) {
        this.tracer = tracer;
        DefaultExports.register(metrics.registry());
        KafkaClientMetrics.addTo(metrics);
    }

    public Metrics metrics() {
        return metrics;
    }

    /** Begins the spans of what this process does. */
    public Tracer tracer() {
        return tracer;
    }

    /** A part that has ended by itself does not come back: the process has to be started again. */
    public void aliveWhile(String part, BooleanSupplier lives) {
        alive.add(new Condition(part, () -> lives.getAsBoolean() ? Optional.empty() : Optional.of("has ended")));
    }

    /** While a part has a problem, the process waits or tries again, and nothing is to be expected of it. */
    public void readyUnless(String part, Supplier<Optional<String>> problem) {
        ready.add(new Condition(part, problem));
    }

    Verdict health() {
        return Verdict.of(alive);
    }

    Verdict readiness() {
        Verdict health = health();
        if (!health.good()) {
            return health;
        }
        return ready.isEmpty() ? new Verdict(false, List.of("is starting")) : Verdict.of(ready);
    }
}
