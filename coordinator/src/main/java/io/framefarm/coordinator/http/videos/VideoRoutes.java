package io.framefarm.coordinator.http.videos;

import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.access.Scope;
import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.Callers;
import io.framefarm.coordinator.http.exchange.Form;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ProblemType;
import io.framefarm.coordinator.http.exchange.Query;
import io.framefarm.coordinator.http.renders.AcceptRender;
import io.framefarm.coordinator.http.renders.DownloadVideo;
import io.framefarm.coordinator.http.renders.FindRender;
import io.framefarm.coordinator.http.renders.ForgetRender;
import io.framefarm.coordinator.http.renders.IdempotencyKey;
import io.framefarm.coordinator.http.renders.SendPictures;
import io.framefarm.coordinator.input.ImportInputs;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.RenderView;
import io.framefarm.coordinator.view.WorkerBoard;
import io.framefarm.protocol.BringInputs;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The routes below {@code /v1/videos}. */
public final class VideoRoutes {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    /** These clients have no word for a video that is on its way, and would order it again. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final RenderBoard board;
    private final WorkerBoard workers;
    private final AcceptRender accept;
    private final FindRender find;
    private final ImportInputs inputs;
    private final InstantSource clock;

    public VideoRoutes(
            RenderBoard board,
            WorkerBoard workers,
            AcceptRender accept,
            FindRender find,
            ImportInputs inputs,
            InstantSource clock) {
        this.board = board;
        this.workers = workers;
        this.accept = accept;
        this.find = find;
        this.inputs = inputs;
        this.clock = clock;
    }

    public void addTo(Router router, DownloadVideo download, SendPictures pictures, ForgetRender forget) {
        VideoList list = new VideoList(board);
        router.post("/v1/videos").handler(this::create);
        router.get("/v1/videos").handler(list::answer);
        router.post("/v1/videos/extensions").handler(this::extend);
        router.post("/v1/videos/edits").handler(VideoRoutes::notHere);
        router.route("/v1/videos/characters*").handler(VideoRoutes::notHere);
        router.get("/v1/videos/:id").handler(exchange -> {
            RenderView render = find.toRead(exchange, exchange.pathParam("id"));
            Answers.json(exchange, 200, VideoJson.of(render, board.request(render.id())));
        });
        router.delete("/v1/videos/:id").handler(exchange -> delete(exchange, forget));
        router.post("/v1/videos/:id/remix").handler(this::remix);
        router.route("/v1/videos/:id/content")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(exchange -> content(exchange, download, pictures));
    }

    private void create(RoutingContext exchange) {
        submit(exchange, form -> {
            VideoRequest asked = new VideoRequest(form);
            asked.requireKnown();
            asked.prompt();
            return asked.toRender(model(form.text("model")));
        });
    }

    /** The same shots with another prompt; seeds stay, so that it is recognisable. */
    private void remix(RoutingContext exchange) {
        RenderView from = find.toRead(exchange, exchange.pathParam("id"));
        submit(exchange, form -> {
            RenderRequest.Builder request = requestOf(from).toBuilder();
            String prompt = new VideoRequest(form).prompt();
            request.getShotsBuilderList().forEach(shot -> shot.clearPrompts().setPrompt(prompt));
            return request.putLabels(VideoJson.REMIXED_FROM, from.id()).build();
        });
    }

    /** The same shots and one more: what was there renders to the same frames again. */
    private void extend(RoutingContext exchange) {
        Callers.require(exchange, Scope.SUBMIT, Scope.OPERATE);
        submit(exchange, form -> {
            String id = form.text("video[id]")
                    .or(() -> form.text("video"))
                    .orElseThrow(() -> ProblemException.invalid("video", "is missing (allowed: the id of a video)"));
            RenderView from = find.toRead(exchange, id);
            VideoRequest asked = new VideoRequest(form);
            RenderRequest request = requestOf(from);
            int fps = request.getFps() == 0 ? VideoRequest.FPS : request.getFps();
            Shot last = request.getShots(request.getShotsCount() - 1);
            return request.toBuilder()
                    .addShots(last.toBuilder()
                            .clearPrompts()
                            .clearTransition()
                            .setPrompt(asked.prompt())
                            .setFrames(asked.seconds() * fps))
                    .putLabels(VideoJson.REMIXED_FROM, id)
                    .build();
        });
    }

    private void submit(RoutingContext exchange, Function<Form, RenderRequest> read) {
        Caller caller = Callers.require(exchange, Scope.SUBMIT, Scope.OPERATE);
        Optional<String> key = IdempotencyKey.of(exchange.request().getHeader(IdempotencyKey.HEADER));
        Form.read(exchange, Set.of(VideoRequest.IMAGE), ImportInputs.MAX_IMAGE_BYTES)
                .map(read)
                .compose(request -> withItsImage(exchange, request))
                .compose(request -> accept.accept(exchange, caller, key, request, PATIENCE))
                .map(accepted -> accepted.render()
                        .orElseThrow(() -> ProblemException.later(
                                ProblemType.UNAVAILABLE,
                                "the farm has the request as " + accepted.id() + " and has not answered yet",
                                ASK_AGAIN)))
                .onSuccess(render -> Answers.json(exchange, 200, VideoJson.of(render, board.request(render.id()))))
                .onFailure(exchange::fail);
    }

    /** What comes as a data URL goes into the store, and not through the topics. */
    private Future<RenderRequest> withItsImage(RoutingContext exchange, RenderRequest request) {
        if (request.getShots(0).getImage().isEmpty()) {
            return Future.succeededFuture(request);
        }
        // Images are decoded and stored, which must not hold up the event loop.
        return exchange.vertx()
                .executeBlocking(
                        () -> {
                            BringInputs.Brought brought = inputs.bring(request);
                            if (!brought.problems().isEmpty()) {
                                throw ProblemException.invalid(
                                        VideoRequest.IMAGE,
                                        brought.problems().get(0).message());
                            }
                            return brought.request();
                        },
                        false);
    }

    private RenderRequest requestOf(RenderView render) {
        // It is sent again under the caller's own name.
        return board.request(render.id())
                .map(request -> request.toBuilder().clearProducer().build())
                .orElseThrow(
                        () -> ProblemException.notFound("the request of " + render.id() + " is not known any more"));
    }

    /** The one that is asked for, or the only one that there is. */
    private String model(Optional<String> asked) {
        Set<String> packs = new TreeSet<>();
        workers.alive(clock.instant())
                .forEach(worker -> packs.addAll(worker.heartbeat().getPacksList()));
        if (asked.isEmpty() && packs.size() == 1) {
            return packs.iterator().next();
        }
        String known = packs.isEmpty() ? "none; no worker is alive" : String.join(", ", packs);
        String model = asked.orElseThrow(
                () -> ProblemException.invalid("model", "is missing (models of this farm: " + known + ")"));
        if (!packs.isEmpty() && !packs.contains(model)) {
            throw ProblemException.invalid("model", "`" + model + "` is unknown (models of this farm: " + known + ")");
        }
        return model;
    }

    private void content(RoutingContext exchange, DownloadVideo download, SendPictures pictures) {
        RenderView render = find.toRead(exchange, exchange.pathParam("id"));
        String variant = new Query(exchange, Set.of("variant")).text("variant").orElse("video");
        if (!render.status().hasVideo()) {
            throw ProblemException.notFound("the video " + render.id() + " is not ready");
        }
        switch (variant) {
            case "video" -> download.answer(exchange, render);
            case "thumbnail" -> pictures.thumbnail(exchange, render);
            case "spritesheet" -> pictures.spritesheet(exchange, render);
            default ->
                throw ProblemException.invalid(
                        "variant", "`" + variant + "` is unknown (allowed: video, thumbnail, spritesheet)");
        }
    }

    private void delete(RoutingContext exchange, ForgetRender forget) {
        RenderView render = find.toChange(exchange, exchange.pathParam("id"));
        forget.forget(exchange.vertx(), render)
                .onSuccess(done -> Answers.json(
                        exchange,
                        200,
                        new JsonObject()
                                .put("id", render.id())
                                .put("object", "video.deleted")
                                .put("deleted", true)))
                .onFailure(exchange::fail);
    }

    private static void notHere(RoutingContext exchange) {
        throw ProblemException.notFound("this farm has no edits and no characters; see remix and extensions");
    }
}
