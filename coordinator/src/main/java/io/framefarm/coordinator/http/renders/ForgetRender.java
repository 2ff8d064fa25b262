package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.http.exchange.AwaitRender;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.RenderView;
import io.framefarm.coordinator.view.SendCommand;
import io.framefarm.protocol.v1.Cancel;
import io.framefarm.protocol.v1.Forget;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.VideoReady;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;

/** Removes a render and its video for good; one that is still under way is cancelled first. */
public final class ForgetRender {
    private final RenderBoard board;
    private final SendCommand commands;
    private final AwaitRender await;
    private final VideoStore store;
    private final WorkerExecutor readers;

    public ForgetRender(
            RenderBoard board, SendCommand commands, AwaitRender await, VideoStore store, WorkerExecutor readers) {
        this.board = board;
        this.commands = commands;
        this.await = await;
        this.store = store;
        this.readers = readers;
    }

    /** Succeeds when the render is gone, or will be as soon as the farm gets to it. */
    public Future<Void> forget(Vertx vertx, RenderView render) {
        return ended(vertx, render)
                .compose(last -> last.status().hasVideo()
                        ? readers.executeBlocking(() -> delete(last.status().getVideo()), false)
                        : Future.succeededFuture())
                .compose(deleted -> send(vertx, command(render).setForget(Forget.getDefaultInstance())))
                .compose(sent -> await.untilGone(vertx, render.id()))
                .mapEmpty();
    }

    private Future<RenderView> ended(Vertx vertx, RenderView render) {
        if (render.ended()) {
            return Future.succeededFuture(render);
        }
        Cancel.Builder cancel = Cancel.newBuilder().setReason("deleted over HTTP");
        return send(vertx, command(render).setCancel(cancel))
                .compose(sent -> await.until(vertx, render.id(), RenderView::ended))
                .map(last -> last.or(() -> board.find(render.id())).orElse(render));
    }

    private static RenderCommand.Builder command(RenderView render) {
        return RenderCommand.newBuilder().setRenderId(render.id());
    }

    private Future<Void> send(Vertx vertx, RenderCommand.Builder command) {
        return Future.fromCompletionStage(commands.send(command.build()), vertx.getOrCreateContext())
                .recover(AcceptRender::unavailable);
    }

    /** The receipt goes too: the video of another request under this id must not be taken for made. */
    private Void delete(VideoReady video) throws IOException {
        StoreKey key = new StoreKey(video.getKey());
        store.delete(key);
        store.delete(StoreKey.ofManifest(key));
        store.delete(StoreKey.ofReceipt(video.getRenderId()));
        return null;
    }
}
