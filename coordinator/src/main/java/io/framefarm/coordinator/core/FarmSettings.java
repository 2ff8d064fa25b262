package io.framefarm.coordinator.core;

import io.framefarm.coordinator.admit.DispatchWindow;
import java.time.Duration;

/**
 * How patient the farm is.
 *
 * @param window segments in flight per pool
 * @param runLength segments by which a run of the same pack and LoRA set may be preferred, 0 to 64
 * @param workerSilence after which a worker counts as dead; a few heartbeats
 * @param redeliveryGrace how long the broker may take to deliver a silent worker's segment again before it is dispatched
 *     anew; more than the lock duration of the workers' share group
 * @param stall how long a worker may show no progress on a segment; more than loading a model takes
 * @param maxAttempts failed attempts before a segment is given up, 1 to 100
 * @param maxResourceWaits how often a segment may wait for resources before it is given up, 0 to 1000
 * @param retryDelay before the second attempt; doubles with each further one
 * @param statusInterval between two status records of a render whose phase stays the same
 * @param retention of ended renders
 * @param maxEnded ended renders kept at most, whatever their age
 */
public record FarmSettings(
        DispatchWindow window,
        int runLength,
        Duration workerSilence,
        Duration redeliveryGrace,
        Duration stall,
        int maxAttempts,
        int maxResourceWaits,
        Duration retryDelay,
        Duration statusInterval,
        Duration retention,
        int maxEnded) {

    public static final FarmSettings DEFAULT = new FarmSettings(
            DispatchWindow.DEFAULT,
            4,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            4,
            20,
            Duration.ofMillis(250),
            Duration.ofMillis(200),
            Duration.ofHours(24),
            10_000);

    public FarmSettings {
        requireRange("runLength", runLength, 0, 64);
        requirePositive("workerSilence", workerSilence);
        requirePositive("redeliveryGrace", redeliveryGrace);
        requirePositive("stall", stall);
        requireRange("maxAttempts", maxAttempts, 1, 100);
        requireRange("maxResourceWaits", maxResourceWaits, 0, 1000);
        requirePositive("retryDelay", retryDelay);
        requirePositive("statusInterval", statusInterval);
        requirePositive("retention", retention);
        requireRange("maxEnded", maxEnded, 1, 1_000_000);
    }

    public FarmSettings withWindow(DispatchWindow window) {
        return new FarmSettings(
                window,
                runLength,
                workerSilence,
                redeliveryGrace,
                stall,
                maxAttempts,
                maxResourceWaits,
                retryDelay,
                statusInterval,
                retention,
                maxEnded);
    }

    private static void requirePositive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(key + ": " + value + " is not positive");
        }
    }

    private static void requireRange(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s: %d is not within %d to %d".formatted(key, value, min, max));
        }
    }
}
