package io.framefarm.deploy.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the processes of a farm held of the machine's memory while it rendered at full rate.
 *
 * @param residentMb of each process, in the order of time
 */
public record SoakReport(Duration took, int segments, long renders, Map<String, List<Long>> residentMb) {

    /** Of what was held half way; what a process holds moves by so much from minute to minute. */
    private static final double MOST_GROWTH = 0.1;

    private static final long SMALL_MB = 16;

    public SoakReport {
        residentMb = new LinkedHashMap<>(residentMb);
    }

    /** Processes that held more in the last third of the time than in the one before. */
    public List<String> growing() {
        List<String> growing = new ArrayList<>();
        residentMb.forEach((process, samples) -> {
            long before = most(samples, samples.size() / 3, 2 * samples.size() / 3);
            long after = most(samples, 2 * samples.size() / 3, samples.size());
            if (after > before * (1 + MOST_GROWTH) + SMALL_MB) {
                growing.add("%s grew from %d MB to %d MB".formatted(process, before, after));
            }
        });
        return growing;
    }

    private static long most(List<Long> samples, int from, int to) {
        return samples.subList(from, Math.max(from, to)).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    /** For a person to read. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%d s: %,d segments of %,d renders, %.1f segments/s"
                .formatted(took.toSeconds(), segments, renders, segments * 1000.0 / Math.max(1, took.toMillis())));
        residentMb.forEach((process, samples) ->
                lines.add("%-8s after a third %4d MB, after two %4d MB, at the end %4d MB"
                        .formatted(
                                process,
                                samples.get(samples.size() / 3),
                                samples.get(2 * samples.size() / 3),
                                samples.get(samples.size() - 1))));
        lines.add(growing().isEmpty() ? "memory is flat in every process" : "GROWING: " + growing());
        return lines;
    }
}
