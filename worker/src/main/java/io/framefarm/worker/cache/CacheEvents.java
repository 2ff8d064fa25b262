package io.framefarm.worker.cache;

/** Hears what a cache did, for counting. Called on the thread that uses the cache, so it must be quick. */
public interface CacheEvents {

    CacheEvents IGNORED = (tier, kind, outcome) -> {};

    enum Outcome {
        HIT,
        MISS,
        /** The value was there in part only, or not what was written: treated as a miss. */
        CORRUPT,
        /** The cache did not answer, in time or at all. */
        ERROR,
        /** Not asked, because it failed too often of late. */
        SKIPPED,
        STORED,
        /** Larger than the tier takes. */
        TOO_LARGE
    }

    /**
     * Says that a cache was asked or given something.
     *
     * @param tier which cache: {@code local} or {@code redis}
     * @param kind the kind of the key
     * @param outcome what came of it
     */
    void happened(String tier, String kind, Outcome outcome);
}
