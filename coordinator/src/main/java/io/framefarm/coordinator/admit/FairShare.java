package io.framefarm.coordinator.admit;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Picks the next segment: the highest priority, then the producer that was served the least, then the oldest render.
 *
 * <p>Each producer has a virtual time, the work it was served so far. One that comes (back) starts at the least of those
 * present, so that idling earns no credit: start-time fair queueing (Goyal, Vin and Cheng, 1996). A candidate that needs
 * what the pool has just loaded may be ahead of its share by {@code runLength} segments.
 */
public final class FairShare {
    /** Beyond this many producers, those that are at the floor are forgotten: they would start there anyway. */
    private static final int REMEMBERED_PRODUCERS = 1000;

    private final int runLength;
    private final Map<String, Long> served = new HashMap<>();
    private final Map<String, Object> lastWarmth = new HashMap<>();
    private long floor;

    /** @param runLength segments by which a run of the same models may be preferred; 0 for none */
    public FairShare(int runLength) {
        if (runLength < 0) {
            throw new IllegalArgumentException("runLength: " + runLength + " is below 0");
        }
        this.runLength = runLength;
    }

    /** The next one for this pool, charged to its producer; null when there is none. */
    public <C extends Candidate> @Nullable C pick(String pool, Collection<C> candidates) {
        int priority = candidates.stream().mapToInt(Candidate::priority).max().orElse(0);
        long least = candidates.stream()
                .filter(candidate -> candidate.priority() == priority)
                .mapToLong(candidate -> virtualTime(candidate.producer()))
                .min()
                .orElse(floor);
        floor = Math.max(floor, least);
        Object warm = lastWarmth.get(pool);
        C next = candidates.stream().min(order(warm)).orElse(null);
        if (next != null) {
            served.put(next.producer(), virtualTime(next.producer()) + next.cost());
            lastWarmth.put(pool, next.warmth());
            forgetIdle();
        }
        return next;
    }

    private Comparator<Candidate> order(@Nullable Object warm) {
        return Comparator.comparingInt(Candidate::priority)
                .reversed()
                .thenComparingLong(candidate -> virtualTime(candidate.producer()) - headStart(candidate, warm))
                .thenComparingLong(Candidate::acceptedAtMs)
                .thenComparing(Candidate::renderId);
    }

    private long headStart(Candidate candidate, @Nullable Object warm) {
        return candidate.warmth().equals(warm) ? runLength * candidate.cost() : 0;
    }

    private long virtualTime(String producer) {
        return Math.max(floor, served.getOrDefault(producer, floor));
    }

    private void forgetIdle() {
        if (served.size() > REMEMBERED_PRODUCERS) {
            served.values().removeIf(time -> time <= floor);
        }
    }
}
