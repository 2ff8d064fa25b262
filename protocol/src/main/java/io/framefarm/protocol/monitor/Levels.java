package io.framefarm.protocol.monitor;

import io.prometheus.client.Gauge;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A gauge whose label values come and go. Used by one thread; a scrape meanwhile misses nothing that is there. */
public final class Levels {

    private final Gauge gauge;
    private Set<List<String>> shown = Set.of();

    public Levels(Gauge gauge) {
        this.gauge = gauge;
    }

    /** Shows these values, by label values, and no others. */
    public void show(Map<List<String>, ? extends Number> values) {
        values.forEach(
                (labels, value) -> gauge.labels(labels.toArray(String[]::new)).set(value.doubleValue()));
        Set<List<String>> gone = new HashSet<>(shown);
        gone.removeAll(values.keySet());
        gone.forEach(labels -> gauge.remove(labels.toArray(String[]::new)));
        shown = Set.copyOf(values.keySet());
    }
}
