package io.framefarm.coordinator.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the API is served.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param orAnyPort whether to take a free port when that one is taken
 * @param eventLoops threads that serve, 1 to 64
 * @param maxConnections 1 or more; further ones are closed
 * @param idle after which a connection without traffic is closed, 1 s or more
 * @param maxListeners of events, 1 or more
 * @param maxDownloads under way, 1 or more
 * @param keys file with the keys that callers need; empty for a farm that is open to its own machine
 * @param maxWaitingFrames that the farm accepts, 1 or more; beyond that renders are refused for now
 */
public record HttpSettings(
        String host,
        int port,
        boolean orAnyPort,
        int eventLoops,
        int maxConnections,
        Duration idle,
        int maxListeners,
        int maxDownloads,
        Optional<Path> keys,
        long maxWaitingFrames) {

    public static final int DEFAULT_PORT = 8080;

    public HttpSettings {
        requireRange("http-port", port, 0, 65_535);
        requireRange("event loops", eventLoops, 1, 64);
        requireRange("connections", maxConnections, 1, 1_000_000);
        requireRange("idle seconds", idle.toSeconds(), 1, 86_400);
        requireRange("listeners", maxListeners, 1, 1_000_000);
        requireRange("downloads", maxDownloads, 1, 1_000_000);
        requireRange("waiting frames", maxWaitingFrames, 1, Long.MAX_VALUE);
    }

    /** Throws for a farm that everybody could use. */
    public void requireClosed() {
        if (keys.isEmpty() && !isLoopback()) {
            throw new IllegalArgumentException("http-host: " + host
                    + " can be reached by others, who could do everything; give --http-keys FILE (`farm keys create`"
                    + " makes one), or stay on 127.0.0.1");
        }
    }

    /** On this machine only. */
    public static HttpSettings loopback(int port, boolean orAnyPort) {
        int loops = Math.min(8, Runtime.getRuntime().availableProcessors());
        return new HttpSettings(
                "127.0.0.1",
                port,
                orAnyPort,
                loops,
                4000,
                Duration.ofSeconds(60),
                2000,
                500,
                Optional.empty(),
                1_000_000);
    }

    public HttpSettings onHost(String address) {
        return new HttpSettings(
                address,
                port,
                orAnyPort,
                eventLoops,
                maxConnections,
                idle,
                maxListeners,
                maxDownloads,
                keys,
                maxWaitingFrames);
    }

    public HttpSettings withKeys(Path file) {
        return new HttpSettings(
                host,
                port,
                orAnyPort,
                eventLoops,
                maxConnections,
                idle,
                maxListeners,
                maxDownloads,
                Optional.of(file),
                maxWaitingFrames);
    }

    public HttpSettings withMaxConnections(int connections) {
        return new HttpSettings(
                host,
                port,
                orAnyPort,
                eventLoops,
                connections,
                idle,
                maxListeners,
                maxDownloads,
                keys,
                maxWaitingFrames);
    }

    public HttpSettings withMaxWaitingFrames(long frames) {
        return new HttpSettings(
                host, port, orAnyPort, eventLoops, maxConnections, idle, maxListeners, maxDownloads, keys, frames);
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("http-host: `" + host + "` is no address of this machine", unknown);
        }
    }

    private static void requireRange(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("%s: %d is not within %d to %d".formatted(key, value, min, max));
        }
    }
}
