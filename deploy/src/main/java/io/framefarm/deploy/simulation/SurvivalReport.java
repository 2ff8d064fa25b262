package io.framefarm.deploy.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What many histories came to. Of those that broke a guarantee the first few are kept. */
public final class SurvivalReport {
    private static final int MOST_KEPT = 10;

    private final Map<Fault, Long> struck = new EnumMap<>(Fault.class);
    private final List<History> broken = new ArrayList<>();
    private History.Counts counts = History.Counts.NONE;
    private long histories;
    private long brokenHistories;
    private long restarts;

    void add(History history) {
        histories++;
        restarts += history.restarts();
        counts = counts.plus(history.counts());
        history.struck().forEach((fault, times) -> struck.merge(fault, (long) times, Long::sum));
        if (!history.breaches().isEmpty()) {
            brokenHistories++;
            keep(history);
        }
    }

    void addAll(SurvivalReport other) {
        histories += other.histories;
        restarts += other.restarts;
        counts = counts.plus(other.counts);
        other.struck.forEach((fault, times) -> struck.merge(fault, times, Long::sum));
        brokenHistories += other.brokenHistories;
        other.broken.forEach(this::keep);
    }

    private void keep(History history) {
        if (broken.size() < MOST_KEPT) {
            broken.add(history);
        }
    }

    /** Those that broke a guarantee: the first few. */
    public List<History> broken() {
        return List.copyOf(broken);
    }

    public History.Counts counts() {
        return counts;
    }

    public long histories() {
        return histories;
    }

    public Map<Fault, Long> struck() {
        return Map.copyOf(struck);
    }

    /** For a person to read. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%,d histories: %,d faults and %,d restarts survived"
                .formatted(
                        histories,
                        struck.values().stream().mapToLong(Long::longValue).sum(),
                        restarts));
        lines.add("%,d renders: %,d done, %,d failed with a reason, %,d cancelled"
                .formatted(counts.renders(), counts.done(), counts.failed(), counts.cancelled()));
        lines.add("%,d segments rendered, of which %,d were used".formatted(counts.rendered(), counts.won()));
        lines.add("%,d frames of videos compared: %,d lost, %,d doubled"
                .formatted(counts.compared(), counts.lost(), counts.doubled()));
        for (Fault fault : Fault.values()) {
            lines.add("  %-50s %,9d"
                    .formatted(
                            fault.name().toLowerCase(Locale.ROOT).replace('_', ' '), struck.getOrDefault(fault, 0L)));
        }
        if (brokenHistories > 0) {
            lines.add("%,d HISTORIES BROKE A GUARANTEE; the first of them:".formatted(brokenHistories));
        }
        for (History history : broken) {
            lines.add("  seed %d (farm simulate --seed %d): %s"
                    .formatted(
                            history.seed(), history.seed(), history.breaches().get(0)));
        }
        return lines;
    }
}
