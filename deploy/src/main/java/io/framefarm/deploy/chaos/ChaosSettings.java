package io.framefarm.deploy.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a run of the suite is to be.
 *
 * @param folder for logs and everything that the processes write; exists and is empty
 * @param farm the command line that begins every role: a JVM that ends when its standard input does
 * @param workers 2 to 16
 * @param segment how long a worker pretends to render a window; 50 ms to 1 min
 * @param lock of the workers' share group
 * @param rounds how often each mishap happens, 1 to 1000
 * @param mishaps that happen, in each round in an order that follows from the seed
 * @param patience how long the farm may take to come back before the run is given up
 */
public record ChaosSettings(
        Path folder,
        List<String> farm,
        int workers,
        Duration segment,
        Duration lock,
        int rounds,
        Set<Mishap> mishaps,
        long seed,
        Duration patience) {

    public ChaosSettings {
        farm = List.copyOf(farm);
        mishaps = Set.copyOf(mishaps);
        requireRange("workers", workers, 2, 16);
        requireRange("segment in ms", segment.toMillis(), 50, 60_000);
        requireRange("lock in ms", lock.toMillis(), 1_000, 60_000);
        requireRange("rounds", rounds, 1, 1_000);
    }

    private static void requireRange(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s: %d is not within %d to %d".formatted(key, value, min, max));
        }
    }
}
