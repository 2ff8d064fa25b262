package io.framefarm.coordinator.http.exchange;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Points in time as answers write them. */
public final class Times {
    private Times() {}

    /** RFC 3339 in UTC; null for a moment that has not come, which messages write as 0. */
    public static @Nullable String of(long epochMs) {
        return epochMs == 0 ? null : Instant.ofEpochMilli(epochMs).toString();
    }

    public static String of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
