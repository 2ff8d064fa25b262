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
import io.framefarm.protocol.v1.RenderState;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
        Set<RenderState> states = states(query.text("state"));
        Optional<String> producer = query.text("producer");
        Optional<String> model = query.text("model");
        long seen = board.lastOffset(); // before looking: a change meanwhile is told again, not lost
        List<RenderView> found = renders.stream()
                .filter(render ->
                        states.isEmpty() || states.contains(render.status().getState()))
                .filter(render -> producer.isEmpty()
                        || producer.get().equals(render.status().getProducer()))
                .filter(render ->
                        model.isEmpty() || model.get().equals(render.status().getModel()))
                .filter(render -> caller.sees(render.status().getProducer()))
                .limit(limit + 1L)
                .toList();
        Answers.bytes(exchange, 200, "application/json", page(found, limit, seen));
    }

    private static Buffer page(List<RenderView> found, int limit, long seen) {
        String data =
                found.stream().limit(limit).map(RenderJson::text).collect(Collectors.joining(",", "{\"data\":[", "]"));
        boolean more = found.size() > limit;
        String cursor = more ? '"' + Cursor.write(found.get(limit - 1).place()) + '"' : "null";
        return Buffer.buffer(data + ",\"next_cursor\":" + cursor + ",\"last_event_id\":" + seen + "}");
    }

    private static Set<RenderState> states(Optional<String> parameter) {
        Set<RenderState> states = EnumSet.noneOf(RenderState.class);
        for (String state : parameter.map(text -> text.split(",", -1)).orElse(new String[0])) {
            states.add(Arrays.stream(RenderPhase.values())
                    .filter(phase -> phase.name().toLowerCase(Locale.ROOT).equals(state))
                    .map(RenderPhase::state)
                    .findFirst()
                    .orElseThrow(() -> ProblemException.invalid(
                            "state", "`%s` is unknown (allowed: %s)".formatted(state, String.join(", ", STATES)))));
        }
        return states;
    }
}
