package io.framefarm.coordinator.http;

import java.time.Duration;

/**
 * How much the API serves at the same time.
 *
 * @param eventLoops threads that serve, 1 to 64
 * @param maxConnections 1 or more; further ones are closed
 * @param idle after which a connection without traffic is closed, 1 s or more
 * @param maxListeners of events, 1 or more
 * @param maxDownloads under way, 1 or more
 * @param maxWaitingFrames that the farm accepts, 1 or more; beyond that renders are refused for now
 */
public record HttpLimits(
        int eventLoops, int maxConnections, Duration idle, int maxListeners, int maxDownloads, long maxWaitingFrames) {

    private static final int MANY = 1_000_000;

    public HttpLimits {
        requireRange("event loops", eventLoops, 1, 64);
        requireRange("connections", maxConnections, 1, MANY);
        requireRange("idle seconds", idle.toSeconds(), 1, Duration.ofDays(1).toSeconds());
        requireRange("listeners", maxListeners, 1, MANY);
        requireRange("downloads", maxDownloads, 1, MANY);
        requireRange("waiting frames", maxWaitingFrames, 1, Long.MAX_VALUE);
    }

    /** Of a farm of some hundred producers. */
    public static HttpLimits usual() {
        int loops = Math.min(8, Runtime.getRuntime().availableProcessors());
        return new HttpLimits(loops, 4000, Duration.ofSeconds(60), 2000, 500, MANY);
    }

    public HttpLimits withMaxConnections(int connections) {
        return new HttpLimits(eventLoops, connections, idle, maxListeners, maxDownloads, maxWaitingFrames);
    }

    public HttpLimits withMaxWaitingFrames(long frames) {
        return new HttpLimits(eventLoops, maxConnections, idle, maxListeners, maxDownloads, frames);
    }

    static void requireRange(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s: %d is not within %d to %d".formatted(key, value, min, max));
        }
    }
}
