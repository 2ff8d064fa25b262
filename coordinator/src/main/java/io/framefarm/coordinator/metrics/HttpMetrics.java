package io.framefarm.coordinator.metrics;

import io.framefarm.coordinator.http.ServedRequests;
import io.framefarm.protocol.monitor.Buckets;
import io.framefarm.protocol.monitor.Metrics;
import io.prometheus.client.Histogram;
import java.time.Duration;

/** Counts and times what the HTTP API answers. */
public final class HttpMetrics implements ServedRequests {
    private final Histogram requests;

    public HttpMetrics(Metrics metrics) {
        requests = metrics.histogram(
                "framefarm_http_request_seconds",
                "How long requests to the HTTP API took, event streams and downloads to their end.",
                Buckets.BRIEF,
                "method",
                "route",
                "status");
    }

    @Override
    public void served(String method, String route, int status, Duration took) {
        requests.labels(method, route, Integer.toString(status)).observe(took.toNanos() / 1e9);
    }
}
