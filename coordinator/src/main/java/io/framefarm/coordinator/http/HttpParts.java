package io.framefarm.coordinator.http;

import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.SendCommand;
import io.framefarm.coordinator.view.WorkerBoard;
import io.framefarm.coordinator.webhook.WebhookDesk;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the API stands on.
 *
 * @param ids new ids of renders
 * @param webhooks where callers say who is to be told of renders; empty for an API that tells nobody
 * @param served hears of requests, for counting
 */
public record HttpParts(
        RenderBoard renders,
        WorkerBoard workers,
        SendCommand commands,
        VideoStore videos,
        Supplier<String> ids,
        InstantSource clock,
        Optional<WebhookDesk> webhooks,
        ServedRequests served) {

    /** Of an API that tells nobody and that nobody counts. */
    public HttpParts(
            RenderBoard renders,
            WorkerBoard workers,
            SendCommand commands,
            VideoStore videos,
            Supplier<String> ids,
            InstantSource clock) {
        this(renders, workers, commands, videos, ids, clock, Optional.empty(), ServedRequests.IGNORED);
    }
}
