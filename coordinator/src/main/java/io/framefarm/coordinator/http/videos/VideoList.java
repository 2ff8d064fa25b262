package io.framefarm.coordinator.http.videos;

import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.access.Scope;
import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.Callers;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.Query;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.RenderPlace;
import io.framefarm.coordinator.view.RenderView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code GET /v1/videos}, which goes on after the id of the last video of the page before. */
final class VideoList {
    private static final int LIMIT = 20;
    private static final int MAX_LIMIT = 100;

    private final RenderBoard board;

    VideoList(RenderBoard board) {
        this.board = board;
    }

    void answer(RoutingContext exchange) {
        Caller caller = Callers.require(exchange, Scope.READ, Scope.OPERATE);
        Query query = new Query(exchange, Set.of("after", "limit", "order"));
        int limit = query.whole("limit", LIMIT, 1, MAX_LIMIT);
        List<RenderView> found = renders(
                        query.text("after"), query.text("order").orElse("desc"))
                .stream()
                .filter(render -> caller.sees(render.status().getProducer()))
                .limit(limit + 1L)
                .toList();
        List<RenderView> page = found.subList(0, Math.min(limit, found.size()));
        JsonArray data = new JsonArray();
        page.forEach(render -> data.add(VideoJson.of(render, board.request(render.id()))));
        Answers.json(
                exchange,
                200,
                new JsonObject()
                        .put("object", "list")
                        .put("data", data)
                        .put("first_id", page.isEmpty() ? null : page.get(0).id())
                        .put(
                                "last_id",
                                page.isEmpty()
                                        ? null
                                        : page.get(page.size() - 1).id())
                        .put("has_more", found.size() > limit));
    }

    private Collection<RenderView> renders(Optional<String> after, String order) {
        Optional<RenderPlace> place = after.map(id -> board.find(id)
                .map(RenderView::place)
                .orElseThrow(() -> ProblemException.invalid("after", "`" + id + "` is no video that is known")));
        return switch (order) {
            case "desc" -> place.map(board::after).orElseGet(board::newestFirst);
            case "asc" -> place.map(board::before).orElseGet(board::oldestFirst);
            default -> throw ProblemException.invalid("order", "`" + order + "` is unknown (allowed: asc, desc)");
        };
    }
}
