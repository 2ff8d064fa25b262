package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.http.exchange.AwaitRender;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ProblemType;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.RenderView;
import io.framefarm.coordinator.view.SendCommand;
import io.framefarm.protocol.Problem;
import io.framefarm.protocol.RequestValidation;
import io.framefarm.protocol.trace.TraceContext;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Brings a new render to the farm, once however often it is asked to. */
public final class AcceptRender {
    static final String ANONYMOUS = "anonymous";

    private final RenderBoard board;
    private final SendCommand commands;
    private final AwaitRender await;
    private final Admission admission;
    private final Supplier<String> ids;

    AcceptRender(
            RenderBoard board, SendCommand commands, AwaitRender await, Admission admission, Supplier<String> ids) {
        this.board = board;
        this.commands = commands;
        this.await = await;
        this.admission = admission;
        this.ids = ids;
    }

    /**
     * What became of it.
     *
     * @param render empty when the coordinator has not said anything yet
     * @param repeated the same request had been made before
     */
    public record Accepted(String id, Optional<RenderView> render, boolean repeated) {}

    /**
     * Accepts a request. What the exchange came with as `traceparent` goes on with the render.
     *
     * @param patience to wait for the coordinator's word; after that the answer is without a render
     */
    public Future<Accepted> accept(
            RoutingContext exchange,
            Caller caller,
            Optional<String> idempotencyKey,
            RenderRequest asked,
            Duration patience) {
        Vertx vertx = exchange.vertx();
        RenderRequest request = underItsName(caller, asked);
        List<Problem> problems = RequestValidation.problems(request);
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(problems);
        }
        String id = idempotencyKey
                .map(key -> IdempotencyKey.renderId(request.getProducer(), key))
                .orElseGet(ids);
        Optional<RenderView> before = board.find(id);
        if (before.isPresent()) {
            return Future.succeededFuture(repeated(before.get(), request));
        }
        admission.enter(caller, request.getProducer(), request);
        RenderCommand command =
                RenderCommand.newBuilder().setRenderId(id).setSubmit(request).build();
        return Future.fromCompletionStage(commands.send(command, trace(exchange)), vertx.getOrCreateContext())
                .recover(AcceptRender::unavailable)
                .compose(sent -> await.until(vertx, id, render -> true, patience))
                .map(render -> new Accepted(id, render, false))
                .onComplete(done -> admission.leave(request.getProducer()));
    }

    private static Optional<TraceContext> trace(RoutingContext exchange) {
        return Optional.ofNullable(exchange.request().getHeader(TraceContext.HEADER))
                .flatMap(TraceContext::parse);
    }

    private Accepted repeated(RenderView render, RenderRequest request) {
        boolean other = board.request(render.id())
                .filter(first -> !first.equals(request))
                .isPresent();
        if (other) {
            throw new ProblemException(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "this idempotency key belongs to render " + render.id() + ", whose request is another one");
        }
        return new Accepted(render.id(), Optional.of(render), true);
    }

    private static RenderRequest underItsName(Caller caller, RenderRequest asked) {
        String given = asked.getProducer();
        String producer = caller.producer().orElse(given.isEmpty() ? ANONYMOUS : given);
        if (!given.isEmpty() && !given.equals(producer)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "this key sends renders of the producer " + producer + " only");
        }
        return asked.toBuilder().setProducer(producer).build();
    }

    static <T> Future<T> unavailable(Throwable cause) {
        if (cause instanceof ProblemException) {
            return Future.failedFuture(cause);
        }
        return Future.failedFuture(ProblemException.later(
                ProblemType.UNAVAILABLE,
                "the farm does not take commands: " + cause.getMessage(),
                Duration.ofSeconds(5)));
    }
}
