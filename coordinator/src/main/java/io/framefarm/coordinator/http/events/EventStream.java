package io.framefarm.coordinator.http.events;

import io.framefarm.coordinator.http.renders.RenderJson;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.RenderChange;
import io.framefarm.coordinator.view.RenderView;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One listener, on its event loop. It is nothing but a place in the changes of the board: what is not written yet is not
 * kept for it, and when it falls behind it gets the last state of each render instead of all of them.
 */
final class EventStream {
    private static final int MAX_WRITE_QUEUE_BYTES = 64 << 10;
    /** So that one listener who is far behind does not keep the event loop from the others. */
    private static final int CHANGES_AT_ONCE = 500;

    private final RenderBoard board;
    private final HttpServerResponse response;
    private final Predicate<RenderView> wanted;
    private long offset;
    /** Of listeners' heartbeats in a row that found the last one not taken yet. */
    private int stuck;

    EventStream(RenderBoard board, HttpServerResponse response, Predicate<RenderView> wanted, long after) {
        this.board = board;
        this.response = response;
        this.wanted = wanted;
        this.offset = after;
        response.setWriteQueueMaxSize(MAX_WRITE_QUEUE_BYTES);
    }

    void open() {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                .drainHandler(drained -> pump());
        response.write(": the farm's events\nretry: 2000\n\n");
        pump();
    }

    /** Writes what has changed, until all is written or the listener has to catch up; false when there is more to look at. */
    boolean pump() {
        for (int looked = 0; !response.closed() && !response.writeQueueFull(); looked++) {
            Optional<RenderChange> next = board.nextChange(offset);
            if (next.isEmpty()) {
                return true;
            }
            if (looked == CHANGES_AT_ONCE) {
                return false;
            }
            offset = next.get().offset();
            write(next.get());
        }
        return true;
    }

    private void write(RenderChange change) {
        Optional<RenderView> render = change.render();
        if (render.isEmpty()) {
            event(
                    "forgotten",
                    change.offset(),
                    new JsonObject().put("id", change.id()).encode());
        } else if (wanted.test(render.get())) {
            event("render", change.offset(), RenderJson.text(render.get()));
        }
    }

    private void event(String name, long id, String data) {
        response.write("event: " + name + "\nid: " + id + "\ndata: " + data + "\n\n");
    }

    /** Keeps the connection open through proxies; false for a listener that has not read since the last ones. */
    boolean beat(int maxStuck) {
        if (response.writeQueueFull()) {
            stuck++;
            return stuck < maxStuck;
        }
        stuck = 0;
        response.write(": still here\n\n");
        return true;
    }

    void close() {
        response.reset();
    }
}
