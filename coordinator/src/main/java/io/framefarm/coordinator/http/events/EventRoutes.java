package io.framefarm.coordinator.http.events;

import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.access.Scope;
import io.framefarm.coordinator.http.exchange.Callers;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ProblemType;
import io.framefarm.coordinator.http.renders.FindRender;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.RenderView;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** {@code /v1/events} and {@code /v1/renders/{id}/events}: all listeners of one event loop. */
public final class EventRoutes {
    private static final Duration BEAT = Duration.ofSeconds(10);
    /** A listener that reads nothing for three beats is gone, whatever its connection says. */
    private static final int MAX_STUCK = 3;
    /** Changes within this time are told together. */
    private static final Duration GATHER = Duration.ofMillis(50);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

    private final RenderBoard board;
    private final Vertx vertx;
    private final Context loop;
    private final int maxListeners;
    private final Set<EventStream> streams = new HashSet<>();
    private final AtomicBoolean due = new AtomicBoolean();

    /** @param maxListeners of this event loop */
    public EventRoutes(RenderBoard board, Vertx vertx, int maxListeners) {
        this.board = board;
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.maxListeners = maxListeners;
        vertx.setPeriodic(
                BEAT.toMillis(),
                beat -> List.copyOf(streams).forEach(stream -> {
                    if (!stream.beat(MAX_STUCK)) {
                        stream.close();
                    }
                }));
    }

    public void addTo(Router router, FindRender find) {
        router.get("/v1/events").handler(this::all);
        router.get("/v1/renders/:id/events").handler(exchange -> {
            String id = find.toRead(exchange, exchange.pathParam("id")).id();
            // Without a place to go on from, the listener first hears how the render stands.
            open(
                    exchange,
                    render -> render.id().equals(id),
                    lastEventId(exchange).orElse(-1L));
        });
    }

    private void all(RoutingContext exchange) {
        Caller caller = Callers.require(exchange, Scope.READ, Scope.OPERATE);
        open(
                exchange,
                render -> caller.sees(render.status().getProducer()),
                lastEventId(exchange).orElseGet(board::lastOffset));
    }

    /** To be called when the board has changed, on any thread. */
    public void boardChanged() {
        if (due.compareAndSet(false, true)) {
            loop.runOnContext(now -> vertx.setTimer(GATHER.toMillis(), gathered -> tell()));
        }
    }

    private void tell() {
        due.set(false);
        boolean all = true;
        for (EventStream stream : List.copyOf(streams)) {
            all &= stream.pump();
        }
        if (!all) {
            boardChanged();
        }
    }

    private void open(RoutingContext exchange, Predicate<RenderView> wanted, long after) {
        if (streams.size() >= maxListeners) {
            throw ProblemException.later(ProblemType.UNAVAILABLE, "too many listen already", TRY_AGAIN);
        }
        // An id from before the topic was made anew lies ahead of everything: begin again.
        long from = after > board.lastOffset() ? -1 : after;
        EventStream stream = new EventStream(board, exchange.response(), wanted, from);
        streams.add(stream);
        exchange.response().closeHandler(gone -> streams.remove(stream));
        stream.open();
        boardChanged();
    }

    /** The header that browsers send when they connect again, or the parameter of those that cannot set it. */
    private static Optional<Long> lastEventId(RoutingContext exchange) {
        String header = exchange.request().getHeader("Last-Event-ID");
        String given = header != null ? header : exchange.request().getParam("last_event_id");
        if (given == null || given.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(given));
        } catch (NumberFormatException other) {
            throw ProblemException.invalid("Last-Event-ID", "is none that this farm has given out");
        }
    }
}
