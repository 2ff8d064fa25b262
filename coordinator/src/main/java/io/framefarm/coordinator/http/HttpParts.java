package io.framefarm.coordinator.http;

import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.SendCommand;
import io.framefarm.coordinator.view.WorkerBoard;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What the API stands on.
 *
 * @param ids new ids of renders
 * @param served hears of requests, for counting
 */
public record HttpParts(
        RenderBoard renders,
        WorkerBoard workers,
        SendCommand commands,
        VideoStore videos,
        Supplier<String> ids,
        InstantSource clock,
        ServedRequests served) {

    /** Of an API that nobody counts. */
    public HttpParts(
            RenderBoard renders,
            WorkerBoard workers,
            SendCommand commands,
            VideoStore videos,
            Supplier<String> ids,
            InstantSource clock) {
        this(renders, workers, commands, videos, ids, clock, ServedRequests.IGNORED);
    }
}
