package io.framefarm.worker.metrics;

import io.framefarm.worker.cache.CacheEvents;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.Locale;

/** Counts what caches are asked and how it ends. */
public final class CacheMetrics implements CacheEvents {

    private final Counter requests;

    public CacheMetrics(CollectorRegistry registry) {
        this.requests = Counter.build()
                .name("framefarm_worker_cache_requests_total")
                .help("Look-ups and stores of the worker's caches, by tier, kind of value and result.")
                .labelNames("tier", "kind", "result")
                .register(registry);
    }

    @Override
    public void happened(String tier, String kind, Outcome outcome) {
        requests.labels(tier, kind, outcome.name().toLowerCase(Locale.ROOT)).inc();
    }
}
