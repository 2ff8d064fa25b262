package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.AwaitRender;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ProblemType;
import io.framefarm.coordinator.http.exchange.ReadBody;
import io.framefarm.coordinator.track.RenderPhase;
import io.framefarm.coordinator.view.RenderView;
import io.framefarm.coordinator.view.SendCommand;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.v1.Cancel;
import io.framefarm.protocol.v1.ChangePriority;
import io.framefarm.protocol.v1.Pause;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RequeueSegment;
import io.framefarm.protocol.v1.Resume;
import io.framefarm.protocol.v1.Retry;
import io.framefarm.protocol.v1.SegmentState;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;

/** {@code POST /v1/renders/{id}/...}: cancel, pause, resume, priority and retry. Answers once the farm has done it. */
final class ChangeRender {
    private static final int MAX_BODY_BYTES = 4096;
    private static final int MAX_REASON_LENGTH = 500;

    private final FindRender find;
    private final SendCommand commands;
    private final AwaitRender await;

    ChangeRender(FindRender find, SendCommand commands, AwaitRender await) {
        this.find = find;
        this.commands = commands;
        this.await = await;
    }

    /** The command that makes the change, and how to see that it has happened. */
    private record Change(RenderCommand.Builder command, Predicate<RenderView> done) {}

    private interface Ask {
        Change of(RenderView render, JsonObject body);
    }

    void cancel(RoutingContext exchange) {
        answer(exchange, (render, body) -> {
            String reason = text(body, "reason", "cancelled over HTTP");
            requireNext(render, RenderPhase.CANCELLED, "cancelled");
            return new Change(
                    RenderCommand.newBuilder().setCancel(Cancel.newBuilder().setReason(reason)), RenderView::ended);
        });
    }

    void pause(RoutingContext exchange) {
        answer(exchange, (render, body) -> {
            requireNext(render, RenderPhase.PAUSED, "paused");
            return new Change(
                    RenderCommand.newBuilder().setPause(Pause.getDefaultInstance()),
                    changed -> phase(changed) == RenderPhase.PAUSED || changed.ended());
        });
    }

    void resume(RoutingContext exchange) {
        answer(exchange, (render, body) -> {
            if (phase(render) != RenderPhase.PAUSED) {
                throw conflict(render, "resumed");
            }
            return new Change(
                    RenderCommand.newBuilder().setResume(Resume.getDefaultInstance()),
                    changed -> phase(changed) != RenderPhase.PAUSED);
        });
    }

    void priority(RoutingContext exchange) {
        answer(exchange, (render, body) -> {
            int priority = whole(body, "priority", Limits.MIN_PRIORITY, Limits.MAX_PRIORITY);
            if (render.ended()) {
                throw conflict(render, "given another priority");
            }
            return new Change(
                    RenderCommand.newBuilder()
                            .setChangePriority(ChangePriority.newBuilder().setPriority(priority)),
                    changed -> changed.status().getPriority() == priority || changed.ended());
        });
    }

    /** Gives failed segments fresh attempts; the one that is named, or all. */
    void retry(RoutingContext exchange) {
        answer(exchange, (render, body) -> {
            boolean one = body.containsKey("shot") || body.containsKey("segment");
            int shot = one ? whole(body, "shot", 0, Limits.MAX_SHOTS) : 0;
            int segment = one ? whole(body, "segment", 0, Limits.MAX_FRAMES) : 0;
            boolean failed = render.status().getSegmentsList().stream()
                    .filter(each -> !one || (each.getShot() == shot && each.getSegment() == segment))
                    .anyMatch(each -> !one || each.getState() == SegmentState.SEGMENT_STATE_FAILED);
            if (phase(render) != RenderPhase.FAILED || !failed) {
                throw conflict(render, "retried: only failed segments of failed renders can");
            }
            RenderCommand.Builder command = one
                    ? RenderCommand.newBuilder()
                            .setRequeueSegment(
                                    RequeueSegment.newBuilder().setShot(shot).setSegment(segment))
                    : RenderCommand.newBuilder().setRetry(Retry.getDefaultInstance());
            return new Change(command, changed -> phase(changed) != RenderPhase.FAILED || one);
        });
    }

    private void answer(RoutingContext exchange, Ask ask) {
        String id = exchange.pathParam("id");
        find.toChange(exchange, id);
        ReadBody.json(MAX_BODY_BYTES, exchange)
                .compose(body -> {
                    RenderView render = find.toChange(exchange, id);
                    Change change = ask.of(render, body);
                    return send(exchange, id, change)
                            .compose(sent -> await.until(exchange.vertx(), id, change.done()))
                            .map(after -> {
                                RenderView now = after.orElse(render);
                                Answers.json(exchange, change.done().test(now) ? 200 : 202, RenderJson.of(now));
                                return now;
                            });
                })
                .onFailure(exchange::fail);
    }

    private Future<Void> send(RoutingContext exchange, String id, Change change) {
        RenderCommand command = change.command().setRenderId(id).build();
        return Future.fromCompletionStage(
                        commands.send(command), exchange.vertx().getOrCreateContext())
                .recover(AcceptRender::unavailable);
    }

    private static void requireNext(RenderView render, RenderPhase next, String what) {
        if (!phase(render).next().contains(next)) {
            throw conflict(render, what);
        }
    }

    private static ProblemException conflict(RenderView render, String what) {
        return new ProblemException(
                ProblemType.CONFLICT,
                "render %s is %s and cannot be %s".formatted(render.id(), RenderJson.state(render.status()), what));
    }

    private static RenderPhase phase(RenderView render) {
        return RenderPhase.of(render.status().getState());
    }

    private static String text(JsonObject body, String field, String otherwise) {
        Object value = body.getValue(field, otherwise);
        if (value instanceof String text && text.length() <= MAX_REASON_LENGTH) {
            return text;
        }
        throw ProblemException.invalid(field, "is no text of at most " + MAX_REASON_LENGTH + " characters");
    }

    private static int whole(JsonObject body, String field, int min, int max) {
        if (body.getValue(field) instanceof Integer value && value >= min && value <= max) {
            return value;
        }
        throw ProblemException.invalid(
                field, "%s is not allowed (allowed: %d to %d)".formatted(body.getValue(field), min, max));
    }
}
