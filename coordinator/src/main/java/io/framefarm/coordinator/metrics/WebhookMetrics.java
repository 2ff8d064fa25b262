package io.framefarm.coordinator.metrics;

import io.framefarm.coordinator.webhook.CountDeliveries;
import io.framefarm.coordinator.webhook.DeliveryOutcome;
import io.framefarm.protocol.monitor.Metrics;
import io.prometheus.client.Counter;
import java.util.Locale;

/** Counts what is sent to webhooks. */
public final class WebhookMetrics implements CountDeliveries {
    private final Counter attempts;

    public WebhookMetrics(Metrics metrics) {
        attempts = metrics.counter(
                "framefarm_webhook_attempts_total",
                "Attempts to bring a message to a webhook: `delivered`, `failed` and tried again, `given_up`, or"
                        + " `unwanted`.",
                "outcome");
    }

    @Override
    public void attempted(DeliveryOutcome outcome) {
        attempts.labels(outcome.name().toLowerCase(Locale.ROOT)).inc();
    }
}
