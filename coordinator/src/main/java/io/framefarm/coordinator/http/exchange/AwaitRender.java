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
import java.util.function.Predicate;

/** Lets a request wait until the farm has done what it was told, or until it has waited long enough. */
public final class AwaitRender {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RenderBoard board;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

    private record Waiting(String id, Predicate<RenderView> reached, Promise<Optional<RenderView>> promise) {}

    public AwaitRender(RenderBoard board) {
        this.board = board;
    }

    /** To be called when the board has changed, on any thread. */
    public void boardChanged() {
        waiting.forEach(this::look);
    }

    /** The render once it is as wanted; as it is now, or empty, after the time is up. Answers on the caller's context. */
    public Future<Optional<RenderView>> until(Vertx vertx, String id, Predicate<RenderView> reached) {
        Promise<Optional<RenderView>> promise = Promise.promise();
        Waiting one = new Waiting(id, reached, promise);
        waiting.add(one);
        long timer = vertx.setTimer(PATIENCE.toMillis(), late -> promise.tryComplete(board.find(id)));
        look(one);
        Promise<Optional<RenderView>> here = Promise.promise();
        Context context = vertx.getOrCreateContext();
        promise.future().onComplete(done -> {
            waiting.remove(one);
            vertx.cancelTimer(timer);
            context.runOnContext(now -> here.handle(done));
        });
        return here.future();
    }

    private void look(Waiting one) {
        board.find(one.id())
                .filter(one.reached())
                .ifPresent(render -> one.promise().tryComplete(Optional.of(render)));
    }
}
