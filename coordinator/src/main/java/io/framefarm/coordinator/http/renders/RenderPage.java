package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.plan.PlanSegments;
import io.framefarm.coordinator.plan.RenderPlan;
import io.framefarm.coordinator.plan.ResolveRequest;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.RenderView;
import io.framefarm.protocol.RequestText;
import io.framefarm.protocol.RequestValidation;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.SegmentStatus;
import io.framefarm.protocol.v1.Shot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything about one render: besides what lists show, its request and its shots with their segments. */
final class RenderPage {
    private final RenderBoard board;

    RenderPage(RenderBoard board) {
        this.board = board;
    }

    JsonObject of(RenderView render) {
        Optional<RenderRequest> request = board.request(render.id());
        Optional<RenderPlan> plan = request.flatMap(known -> plan(render.id(), known));
        JsonObject page = RenderJson.of(render)
                .put(
                        "request",
                        request.map(known -> new JsonObject(RequestText.toJson(known)))
                                .orElse(null));
        return page.put("shots", shots(render, plan));
    }

    /** Empty for a request that was refused. */
    static Optional<RenderPlan> plan(String id, RenderRequest request) {
        return RequestValidation.problems(request).isEmpty()
                ? Optional.of(PlanSegments.plan(ResolveRequest.resolve(id, request)))
                : Optional.empty();
    }

    private static JsonArray shots(RenderView render, Optional<RenderPlan> plan) {
        Map<Integer, List<SegmentStatus>> byShot = new TreeMap<>();
        for (SegmentStatus segment : render.status().getSegmentsList()) {
            byShot.computeIfAbsent(segment.getShot(), any -> new ArrayList<>()).add(segment);
        }
        JsonArray shots = new JsonArray();
        byShot.forEach((number, segments) -> {
            JsonObject shot = plan.map(known -> describe(known, number)).orElseGet(JsonObject::new);
            JsonArray states = new JsonArray();
            segments.forEach(segment -> states.add(segment(segment, plan)));
            shots.add(shot.put("shot", number).put("segments", states));
        });
        return shots;
    }

    private static JsonObject describe(RenderPlan plan, int number) {
        Shot shot = plan.request().getShots(number);
        return new JsonObject()
                .put("prompt", shot.getPromptsCount() > 0 ? shot.getPrompts(0).getPrompt() : shot.getPrompt())
                .put("frames", shot.getFrames())
                .put("seed", Long.toUnsignedString(shot.getSeed()));
    }

    private static JsonObject segment(SegmentStatus segment, Optional<RenderPlan> plan) {
        JsonObject json = new JsonObject()
                .put("segment", segment.getSegment())
                .put("state", RenderJson.state(segment))
                .put("attempts", segment.getDispatch())
                .put("worker", segment.getWorker().isEmpty() ? null : segment.getWorker())
                .put("failure", segment.hasFailure() ? RenderJson.failure(segment.getFailure()) : null);
        plan.filter(known ->
                        segment.getShot() < known.shots() && segment.getSegment() < known.segments(segment.getShot()))
                .map(known -> known.window(segment.getShot(), segment.getSegment()))
                .ifPresent(window ->
                        json.put("first_frame", window.getFirstFrame()).put("frames", window.getFrames()));
        return json;
    }
}
