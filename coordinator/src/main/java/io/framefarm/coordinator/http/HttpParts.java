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
 */
public record HttpParts(
        RenderBoard renders,
        WorkerBoard workers,
        SendCommand commands,
        VideoStore videos,
        Supplier<String> ids,
        InstantSource clock) {}
