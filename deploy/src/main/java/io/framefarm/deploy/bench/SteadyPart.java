package io.framefarm.deploy.bench;

import java.util.Collection;
import java.util.List;

/**
 * The part of a run between its first and its last fifth, for the queue fills and empties there.
 *
 * @param start when a segment ended, in ticks of nanoseconds
 * @param end when another one did
 * @param segments that ended after the start, until the end
 */
record SteadyPart(long start, long end, int segments) {

    private static final double MARGIN = 0.2;

    /** From the ticks at which the segments of a run ended, in any order. */
    static SteadyPart of(Collection<Long> ends) {
        List<Long> sorted = ends.stream().sorted().toList();
        int from = (int) (sorted.size() * MARGIN);
        int to = sorted.size() - 1 - from;
        if (to <= from) {
            throw new IllegalArgumentException(sorted.size() + " segments are too few to measure");
        }
        return new SteadyPart(sorted.get(from), sorted.get(to), to - from);
    }

    long nanos() {
        return end - start;
    }
}
