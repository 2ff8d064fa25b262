package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.AwaitRender;
import io.framefarm.coordinator.input.ImportInputs;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.RenderView;
import io.framefarm.coordinator.view.SendCommand;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.function.Supplier;

/** The routes below {@code /v1/renders}. */
public final class RenderRoutes {
    private final RenderBoard board;
    private final SendCommand commands;
    private final AwaitRender await;
    private final AcceptRender accept;
    private final FindRender find;
    private final ImportInputs inputs;

    public RenderRoutes(
            RenderBoard board,
            SendCommand commands,
            AwaitRender await,
            ImportInputs inputs,
            long maxWaitingFrames,
            Supplier<String> ids,
            InstantSource clock) {
        this.board = board;
        this.commands = commands;
        this.await = await;
        this.accept = new AcceptRender(board, commands, await, new Admission(board, maxWaitingFrames, clock), ids);
        this.find = new FindRender(board);
        this.inputs = inputs;
    }

    public AcceptRender accept() {
        return accept;
    }

    public FindRender find() {
        return find;
    }

    public void addTo(
            Router router, DownloadVideo download, SendPictures pictures, PreviewFiles previews, ForgetRender forget) {
        RenderList list = new RenderList(board);
        RenderPage page = new RenderPage(board);
        SubmitRender submit = new SubmitRender(accept, inputs);
        PlanAnswer plan = new PlanAnswer(board, find);
        ChangeRender change = new ChangeRender(find, commands, await);
        router.get("/v1/renders").handler(list::answer);
        router.post("/v1/renders").handler(submit::answer);
        router.post("/v1/inputs").handler(new UploadInput(inputs)::answer);
        router.post("/v1/plan").handler(plan::ofRequest);
        router.get("/v1/renders/:id")
                .handler(exchange ->
                        Answers.json(exchange, 200, page.of(find.toRead(exchange, exchange.pathParam("id")))));
        router.get("/v1/renders/:id/plan").handler(plan::ofRender);
        router.post("/v1/renders/:id/cancel").handler(change::cancel);
        router.post("/v1/renders/:id/pause").handler(change::pause);
        router.post("/v1/renders/:id/resume").handler(change::resume);
        router.post("/v1/renders/:id/priority").handler(change::priority);
        router.post("/v1/renders/:id/retry").handler(change::retry);
        router.route("/v1/renders/:id/video")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(exchange -> download.answer(exchange, find.toRead(exchange, exchange.pathParam("id"))));
        router.get("/v1/renders/:id/thumbnail")
                .handler(exchange -> pictures.frame(exchange, find.toRead(exchange, exchange.pathParam("id"))));
        router.get("/v1/renders/:id/spritesheet")
                .handler(exchange -> pictures.spritesheet(exchange, find.toRead(exchange, exchange.pathParam("id"))));
        router.get("/v1/renders/:id/preview/:file").handler(exchange -> {
            RenderView render = find.toRead(exchange, exchange.pathParam("id"));
            previews.answer(exchange, render, exchange.pathParam("file"));
        });
        router.get("/v1/renders/:id/manifest")
                .handler(exchange -> previews.manifest(exchange, find.toRead(exchange, exchange.pathParam("id"))));
        router.delete("/v1/renders/:id").handler(exchange -> {
            RenderView render = find.toChange(exchange, exchange.pathParam("id"));
            forget.forget(exchange.vertx(), render)
                    .onSuccess(gone -> exchange.response().setStatusCode(204).end())
                    .onFailure(exchange::fail);
        });
    }
}
