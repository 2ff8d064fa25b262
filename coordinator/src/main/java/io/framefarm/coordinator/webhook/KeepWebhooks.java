package io.framefarm.coordinator.webhook;

import io.framefarm.protocol.v1.WebhookRecord;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Keeps endpoints and deliveries for good. Safe for use by many threads. */
public interface KeepWebhooks {

    /**
     * Completes when the record outlives this process; fails with what kept it from that.
     *
     * @param record null to forget what is kept under the key
     */
    CompletionStage<Void> keep(String key, @Nullable WebhookRecord record);
}
