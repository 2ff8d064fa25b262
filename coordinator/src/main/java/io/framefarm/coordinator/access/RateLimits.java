package io.framefarm.coordinator.access;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How fast each caller may ask: a bucket of requests that fills up again over time. Thread-safe.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Token_bucket">Token bucket</a>
 */
public final class RateLimits {
    private static final int BURST_SECONDS = 10;
    private static final double NANOS = 1e9;

    private final LongSupplier nanoTicker;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    public RateLimits(LongSupplier nanoTicker) {
        this.nanoTicker = nanoTicker;
    }

    private record Bucket(double left, long atNanos) {}

    /** Counts one request; if there have been too many, says after which time one more is welcome. */
    public Optional<Duration> take(Caller caller) {
        int perSecond = caller.allowance().requestsPerSecond();
        if (perSecond == Integer.MAX_VALUE) {
            return Optional.empty();
        }
        long now = nanoTicker.getAsLong();
        double most = (double) perSecond * BURST_SECONDS;
        Bucket after = buckets.compute(caller.id(), (id, bucket) -> {
            double left = bucket == null
                    ? most
                    : Math.min(most, bucket.left() + Math.max(0, now - bucket.atNanos()) / NANOS * perSecond);
            // Below 0 it would go on growing with every refused request.
            return new Bucket(Math.max(left - 1, -1), now);
        });
        if (after.left() >= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos((long) (-after.left() / perSecond * NANOS)));
    }
}
