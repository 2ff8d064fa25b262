package io.framefarm.deploy.bench;

import java.time.Duration;

/**
 * What callers do to the API.
 *
 * @param clients that ask at the same time, each on a connection of its own, 1 to 10000
 * @param renders in the list, 1 to 100000
 * @param pause of a client between an answer and its next request; zero asks as fast as it can
 * @param length of the measurement
 * @param slow listeners to all events that never read, and as many connections that send half a request and no more
 * @param changesPerSecond of renders meanwhile
 */
public record ApiLoad(int clients, int renders, Duration pause, Duration length, int slow, int changesPerSecond) {

    public ApiLoad {
        requireRange("clients", clients, 1, 10_000);
        requireRange("renders", renders, 1, 100_000);
        requireRange("pause-ms", pause.toMillis(), 0, 60_000);
        requireRange("seconds", length.toSeconds(), 1, 3600);
        requireRange("slow", slow, 0, 10_000);
        requireRange("changes", changesPerSecond, 0, 10_000);
    }

    private static void requireRange(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s: %d is not within %d to %d".formatted(key, value, min, max));
        }
    }
}
