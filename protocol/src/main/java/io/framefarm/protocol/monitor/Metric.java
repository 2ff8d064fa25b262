package io.framefarm.protocol.monitor;

import java.util.List;
import java.util.Set;

/**
 * What is known of a metric before anything has been counted: enough to write its documentation.
 *
 * @param name in base units, as Prometheus wants it
 * @param labels by which it is split; each has few values, so none is an id
 */
public record Metric(String name, Kind kind, String help, List<String> labels) {

    /** A label that takes ids would make a series for each of them. A new label is added here, with its values in mind. */
    private static final Set<String> KNOWN_LABELS = Set.of(
            "cache",
            "category",
            "class",
            "client",
            "code",
            "event",
            "fate",
            "format",
            "held",
            "kind",
            "method",
            "outcome",
            "pool",
            "priority",
            "result",
            "route",
            "stage",
            "state",
            "status");

    /** What a value is measured in is said at the end of the name. */
    private static final Set<String> UNITS = Set.of("seconds", "bytes", "ratio", "total", "info");

    /** How a metric behaves. */
    public enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    public Metric {
        labels = List.copyOf(labels);
        if (!name.matches("framefarm_[a-z_]*[a-z]")) {
            throw new IllegalArgumentException(
                    "metric " + name + ": a name begins with framefarm_ and has small letters");
        }
        if ((kind == Kind.COUNTER) != name.endsWith("_total")) {
            throw new IllegalArgumentException("metric " + name + ": counters, and only they, end in _total");
        }
        if (kind == Kind.HISTOGRAM && UNITS.stream().noneMatch(unit -> name.endsWith("_" + unit))) {
            throw new IllegalArgumentException(
                    "metric " + name + ": the name of a histogram ends in its unit, one of " + UNITS);
        }
        if (!KNOWN_LABELS.containsAll(labels)) {
            throw new IllegalArgumentException(
                    "metric " + name + ": labels " + labels + " (allowed: " + KNOWN_LABELS + ")");
        }
        if (!help.endsWith(".")) {
            throw new IllegalArgumentException("metric " + name + ": its help is no sentence: " + help);
        }
    }
}
