package io.framefarm.deploy.bench;

/**
 * What the callers found.
 *
 * @param failures answers other than 200, and connections that broke
 * @param cold in the first seconds, in which the server's code is still interpreted and compiled
 * @param warm after them
 * @param heapBytes in use after the measurement, callers included
 */
public record ApiReport(
        ApiLoad load, long failures, double requestsPerSecond, Latency cold, Latency warm, long heapBytes) {

    public String text() {
        return """
            %d clients, pause %d ms, %d renders in the list, %d slow listeners, %d changes a second
            requests    %d (%.0f a second), %d failures
            latency     median %.1f ms, p99 %.1f ms, max %.1f ms
            cold        median %.1f ms, p99 %.1f ms, max %.1f ms in the %d s before
            heap        %d MiB
            """.formatted(
                        load.clients(),
                        load.pause().toMillis(),
                        load.renders(),
                        load.slow(),
                        load.changesPerSecond(),
                        warm.answers(),
                        requestsPerSecond,
                        failures,
                        warm.medianMs(),
                        warm.p99Ms(),
                        warm.maxMs(),
                        cold.medianMs(),
                        cold.p99Ms(),
                        cold.maxMs(),
                        MeasureApi.WARM_UP.toSeconds(),
                        heapBytes >> 20);
    }

    public String json() {
        return ("{\"clients\":%d,\"pause_ms\":%d,\"renders\":%d,\"slow\":%d,\"requests\":%d,\"failures\":%d,"
                        + "\"requests_per_second\":%.1f,\"median_ms\":%.2f,\"p99_ms\":%.2f,\"max_ms\":%.2f,"
                        + "\"cold_p99_ms\":%.2f,\"heap_bytes\":%d}")
                .formatted(
                        load.clients(),
                        load.pause().toMillis(),
                        load.renders(),
                        load.slow(),
                        warm.answers(),
                        failures,
                        requestsPerSecond,
                        warm.medianMs(),
                        warm.p99Ms(),
                        warm.maxMs(),
                        cold.p99Ms(),
                        heapBytes);
    }
}
