package io.framefarm.worker.metrics;

import io.framefarm.protocol.monitor.Buckets;
import io.framefarm.protocol.monitor.Metrics;
import io.framefarm.worker.engine.SwapEvents;
import io.prometheus.client.Histogram;
import java.time.Duration;
import java.util.Locale;

/** How long networks take to be made ready. */
public final class SwapMetrics implements SwapEvents {

    private final Histogram swaps;

    public SwapMetrics(Metrics metrics) {
        this.swaps = metrics.histogram(
                "framefarm_worker_swap_seconds",
                "How long a network took to be made ready: of another model, with other LoRAs, or for another size.",
                Buckets.WORK,
                "kind");
        for (Swap swap : Swap.values()) {
            swaps.labels(label(swap));
        }
    }

    @Override
    public void swapped(Swap what, Duration took) {
        swaps.labels(label(what)).observe(took.toNanos() / 1e9);
    }

    private static String label(Swap swap) {
        return swap.name().toLowerCase(Locale.ROOT);
    }
}
