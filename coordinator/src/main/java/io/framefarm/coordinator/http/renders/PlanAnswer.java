package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.access.Scope;
import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.Callers;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ReadBody;
import io.framefarm.coordinator.plan.RenderPlan;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.RenderView;
import io.framefarm.protocol.BringInputs;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.RequestText;
import io.framefarm.protocol.v1.Window;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** How a request is cut into segments: of a render, or of a request that is not sent. */
final class PlanAnswer {
    /** Determines seeds that a request leaves open; a real render gets others. */
    private static final String NO_RENDER = "plan";

    private final RenderBoard board;
    private final FindRender find;

    PlanAnswer(RenderBoard board, FindRender find) {
        this.board = board;
        this.find = find;
    }

    void ofRender(RoutingContext exchange) {
        RenderView render = find.toRead(exchange, exchange.pathParam("id"));
        RenderPlan plan = board.request(render.id())
                .flatMap(request -> RenderPage.plan(render.id(), request))
                .orElseThrow(() -> ProblemException.notFound("render " + render.id() + " has no plan any more"));
        Answers.json(exchange, 200, json(plan));
    }

    void ofRequest(RoutingContext exchange) {
        Callers.require(exchange, Scope.SUBMIT, Scope.READ, Scope.OPERATE);
        ReadBody.upTo(Limits.MAX_TEXT_BYTES, exchange)
                .map(body -> SubmitRender.read(body, BringInputs.LEFT_AWAY))
                .map(request -> RenderPage.plan(NO_RENDER, request).orElseThrow())
                .onSuccess(plan -> Answers.json(exchange, 200, json(plan)))
                .onFailure(exchange::fail);
    }

    private static JsonObject json(RenderPlan plan) {
        JsonArray shots = new JsonArray();
        int segments = 0;
        for (int shot = 0; shot < plan.shots(); shot++) {
            JsonArray windows = new JsonArray();
            for (int segment = 0; segment < plan.segments(shot); segment++) {
                Window window = plan.window(shot, segment);
                windows.add(new JsonObject()
                        .put("segment", segment)
                        .put("first_frame", window.getFirstFrame())
                        .put("frames", window.getFrames()));
                segments++;
            }
            shots.add(new JsonObject().put("shot", shot).put("segments", windows));
        }
        return new JsonObject()
                .put("frames", plan.frames())
                .put("video_frames", plan.videoFrames())
                .put("segments", segments)
                .put("shots", shots)
                .put("request", new JsonObject(RequestText.toJson(plan.request())));
    }
}
