package io.framefarm.worker.metrics;

import io.framefarm.protocol.monitor.Metrics;
import io.framefarm.worker.cache.CacheEvents;
import io.prometheus.client.Counter;
import java.util.Locale;

/** Counts what caches are asked and how it ends. */
public final class CacheMetrics implements CacheEvents {

    private final Counter requests;

    public CacheMetrics(Metrics metrics) {
        this.requests = metrics.counter(
                "framefarm_worker_cache_requests_total",
                "Look-ups and stores of the worker's caches, by cache, kind of value and result.",
                "cache",
                "kind",
                "result");
    }

    @Override
    public void happened(String tier, String kind, Outcome outcome) {
        requests.labels(tier, kind, outcome.name().toLowerCase(Locale.ROOT)).inc();
    }
}
