package io.framefarm.protocol.monitor;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.ArrayList;
import java.util.List;

/** The metrics of one process, made here and nowhere else, so that all are described and follow the same rules. */
public final class Metrics {

    private final CollectorRegistry registry;
    private final List<Metric> described = new ArrayList<>();

    public Metrics(CollectorRegistry registry) {
        this.registry = registry;
    }

    public Counter counter(String name, String help, String... labels) {
        describe(name, Metric.Kind.COUNTER, help, labels);
        return Counter.build(name, help).labelNames(labels).register(registry);
    }

    public Gauge gauge(String name, String help, String... labels) {
        describe(name, Metric.Kind.GAUGE, help, labels);
        return Gauge.build(name, help).labelNames(labels).register(registry);
    }

    /** Counts values by size. */
    public Histogram histogram(String name, String help, Buckets buckets, String... labels) {
        describe(name, Metric.Kind.HISTOGRAM, help, labels);
        return Histogram.build(name, help)
                .buckets(buckets.bounds())
                .labelNames(labels)
                .register(registry);
    }

    /** For what is looked up when it is asked for. */
    public void collector(Collector collector, List<Metric> metrics) {
        metrics.forEach(this::add);
        collector.register(registry);
    }

    public CollectorRegistry registry() {
        return registry;
    }

    /** Everything made so far, in order. */
    public synchronized List<Metric> described() {
        return List.copyOf(described);
    }

    private void describe(String name, Metric.Kind kind, String help, String... labels) {
        add(new Metric(name, kind, help, List.of(labels)));
    }

    private synchronized void add(Metric metric) {
        described.add(metric);
    }
}
