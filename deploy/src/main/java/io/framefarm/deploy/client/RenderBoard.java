package io.framefarm.deploy.client;

import io.framefarm.protocol.v1.RenderStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The latest state of every render, as far as a feed has been read. */
public final class RenderBoard {

    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Map<String, RenderStatus> latest = new LinkedHashMap<>();

    /** Reads all that the feed knows now. */
    public static RenderBoard read(StatusFeed feed) {
        RenderBoard board = new RenderBoard();
        while (!feed.caughtUp()) {
            feed.poll(PATIENCE).forEach(board::put);
        }
        return board;
    }

    public Collection<RenderStatus> all() {
        return latest.values();
    }

    public Optional<RenderStatus> find(String renderId) {
        return Optional.ofNullable(latest.get(renderId));
    }

    private void put(RenderStatus status) {
        latest.put(status.getRenderId(), status);
    }
}
