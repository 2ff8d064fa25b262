package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.access.Scope;
import io.framefarm.coordinator.http.exchange.Callers;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ProblemType;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.RenderView;
import io.vertx.ext.web.RoutingContext;

/** The render that a path names, for callers who may know of it: to others it does not exist. */
public final class FindRender {
    private final RenderBoard board;

    public FindRender(RenderBoard board) {
        this.board = board;
    }

    public RenderView toRead(RoutingContext exchange, String id) {
        Caller caller = Callers.require(exchange, Scope.READ, Scope.OPERATE);
        return board.find(id)
                .filter(render -> caller.sees(render.status().getProducer()))
                .orElseThrow(() -> unknown(id));
    }

    public RenderView toChange(RoutingContext exchange, String id) {
        Caller caller = Callers.require(exchange, Scope.SUBMIT, Scope.OPERATE);
        RenderView render = board.find(id)
                .filter(found -> caller.sees(found.status().getProducer())
                        || caller.changes(found.status().getProducer()))
                .orElseThrow(() -> unknown(id));
        if (!caller.changes(render.status().getProducer())) {
            throw new ProblemException(ProblemType.FORBIDDEN, "render " + id + " belongs to another producer");
        }
        return render;
    }

    private static ProblemException unknown(String id) {
        String shown = id.length() <= 40 ? id : id.substring(0, 40) + "…";
        return ProblemException.notFound("no render `" + shown + "` is known");
    }
}
