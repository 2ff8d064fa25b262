package io.framefarm.deploy.bench;

import java.util.Arrays;

/**
 * What the callers found.
 *
 * @param failures answers other than 200, and connections that broke
 * @param heapBytes in use after the measurement, callers included
 */
public record ApiReport(
        ApiLoad load,
        long requests,
        long failures,
        double requestsPerSecond,
        double medianMs,
        double p99Ms,
        double maxMs,
        long heapBytes) {

    static ApiReport of(ApiLoad load, long[] latencies, long failures, double seconds, long heapBytes) {
        Arrays.sort(latencies);
        return new ApiReport(
                load,
                latencies.length,
                failures,
                latencies.length / seconds,
                quantileMs(latencies, 0.5),
                quantileMs(latencies, 0.99),
                quantileMs(latencies, 1),
                heapBytes);
    }

    private static double quantileMs(long[] sorted, double quantile) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(quantile * sorted.length) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }

    public String text() {
        return """
            %d clients, pause %d ms, %d renders in the list, %d slow listeners, %d changes a second
            requests    %d (%.0f a second), %d failures
            latency     median %.1f ms, p99 %.1f ms, max %.1f ms
            heap        %d MiB
            """.formatted(
                        load.clients(),
                        load.pause().toMillis(),
                        load.renders(),
                        load.slow(),
                        load.changesPerSecond(),
                        requests,
                        requestsPerSecond,
                        failures,
                        medianMs,
                        p99Ms,
                        maxMs,
                        heapBytes >> 20);
    }

    public String json() {
        return ("{\"clients\":%d,\"pause_ms\":%d,\"renders\":%d,\"slow\":%d,\"requests\":%d,\"failures\":%d,"
                        + "\"requests_per_second\":%.1f,\"median_ms\":%.2f,\"p99_ms\":%.2f,\"max_ms\":%.2f,\"heap_bytes\":%d}")
                .formatted(
                        load.clients(),
                        load.pause().toMillis(),
                        load.renders(),
                        load.slow(),
                        requests,
                        failures,
                        requestsPerSecond,
                        medianMs,
                        p99Ms,
                        maxMs,
                        heapBytes);
    }
}
