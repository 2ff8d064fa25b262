package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.access.Scope;
import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.Callers;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.Query;
import io.framefarm.coordinator.track.RenderPhase;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.RenderView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code GET /v1/renders}: the newest first, page by page. */
final class RenderList {
    static final int MAX_LIMIT = 200;
    private static final int LIMIT = 50;
    private static final Set<String> PARAMETERS = Set.of("limit", "cursor", "state", "producer", "model");
    private static final List<String> STATES = Arrays.stream(RenderPhase.values())
            .map(phase -> phase.name().toLowerCase(Locale.ROOT))
            .toList();

    private final RenderBoard board;

    RenderList(RenderBoard board) {
        this.board = board;
    }

    void answer(RoutingContext exchange) {
        Caller caller = Callers.require(exchange, Scope.READ, Scope.OPERATE);
        Query query = new Query(exchange, PARAMETERS);
        int limit = query.whole("limit", LIMIT, 1, MAX_LIMIT);
        Collection<RenderView> renders = query.text("cursor")
                .map(cursor -> board.after(Cursor.read(cursor)))
                .orElseGet(board::newestFirst);
        Set<String> states = states(query.text("state"));
        Optional<String> producer = query.text("producer");
        Optional<String> model = query.text("model");
        List<RenderView> found = renders.stream()
                .filter(render -> states.isEmpty() || states.contains(RenderJson.state(render.status())))
                .filter(render -> producer.isEmpty()
                        || producer.get().equals(render.status().getProducer()))
                .filter(render ->
                        model.isEmpty() || model.get().equals(render.status().getModel()))
                .filter(render -> caller.sees(render.status().getProducer()))
                .limit(limit + 1L)
                .toList();
        JsonArray data = new JsonArray();
        found.stream().limit(limit).map(RenderJson::of).forEach(data::add);
        boolean more = found.size() > limit;
        Answers.json(
                exchange,
                200,
                new JsonObject()
                        .put("data", data)
                        .put(
                                "next_cursor",
                                more ? Cursor.write(found.get(limit - 1).place()) : null));
    }

    private static Set<String> states(Optional<String> parameter) {
        if (parameter.isEmpty()) {
            return Set.of();
        }
        Set<String> states = new HashSet<>(Arrays.asList(parameter.get().split(",", -1)));
        for (String state : states) {
            if (!STATES.contains(state)) {
                throw ProblemException.invalid(
                        "state", "`%s` is unknown (allowed: %s)".formatted(state, String.join(", ", STATES)));
            }
        }
        return states;
    }
}
