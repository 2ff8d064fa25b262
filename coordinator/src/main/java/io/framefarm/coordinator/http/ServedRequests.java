package io.framefarm.coordinator.http;

import java.time.Duration;

/** Hears of requests that have been answered. Called on event loops: be quick. */
public interface ServedRequests {
    ServedRequests IGNORED = (method, route, status, took) -> {};

    /**
     * Says that an answer is on its way, or was cut off.
     *
     * @param method such as {@code GET}; {@code OTHER} for unusual ones
     * @param route the pattern that the path fits, such as {@code /v1/renders/:id}; {@code other} where there is none
     * @param took from the first line of the request to the end of the answer
     */
    void served(String method, String route, int status, Duration took);
}
