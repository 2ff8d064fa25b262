package io.framefarm.coordinator.http.exchange;

import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.RenderView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Lets a request wait until the farm has done what it was told, or until it has waited long enough. */
public final class AwaitRender {
    /** What people wait for an answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RenderBoard board;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

    private record Waiting(BooleanSupplier reached, Promise<Void> promise) {
        void look() {
            if (reached.getAsBoolean()) {
                promise.tryComplete();
            }
        }
    }

    public AwaitRender(RenderBoard board) {
        this.board = board;
    }

    /** To be called when the board has changed, on any thread. */
    public void boardChanged() {
        waiting.forEach(Waiting::look);
    }

    /** The render once it is as wanted; as it is now, or empty, after the time is up. */
    public Future<Optional<RenderView>> until(Vertx vertx, String id, Predicate<RenderView> reached) {
        return until(vertx, id, reached, PATIENCE);
    }

    /** The same with another time. */
    public Future<Optional<RenderView>> until(
            Vertx vertx, String id, Predicate<RenderView> reached, Duration patience) {
        return await(vertx, () -> board.find(id).filter(reached).isPresent(), patience)
                .map(done -> board.find(id));
    }

    /** Whether the farm has forgotten the render when the time is up. */
    public Future<Boolean> untilGone(Vertx vertx, String id) {
        return await(vertx, () -> board.find(id).isEmpty(), PATIENCE)
                .map(done -> board.find(id).isEmpty());
    }

    /** Answers on the caller's context. */
    private Future<Void> await(Vertx vertx, BooleanSupplier reached, Duration patience) {
        Waiting one = new Waiting(reached, Promise.promise());
        waiting.add(one);
        long timer = vertx.setTimer(patience.toMillis(), late -> one.promise().tryComplete());
        one.look();
        Context context = vertx.getOrCreateContext();
        Promise<Void> here = Promise.promise();
        one.promise().future().onComplete(done -> {
            waiting.remove(one);
            vertx.cancelTimer(timer);
            context.runOnContext(now -> here.complete());
        });
        return here.future();
    }
}
