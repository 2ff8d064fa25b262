package io.framefarm.coordinator.http;

import io.framefarm.coordinator.access.RateLimits;
import io.framefarm.coordinator.http.exchange.CheckToken;
import io.framefarm.coordinator.http.renders.KeptPictures;
import io.framefarm.coordinator.picture.VideoPictures;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;

/**
 * What all event loops have together; each part is safe for all of them.
 *
 * @param tokens empty for a farm that is open to its own machine
 * @param readers threads that may wait for the video store
 * @param pictureMakers threads that may decode
 */
record Shared(
        Optional<CheckToken> tokens,
        RateLimits rates,
        WorkerExecutor readers,
        WorkerExecutor pictureMakers,
        VideoPictures pictures,
        KeptPictures kept) {}
