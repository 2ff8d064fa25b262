package io.framefarm.coordinator.http.webhooks;

import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.access.Scope;
import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.Callers;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ProblemType;
import io.framefarm.coordinator.http.exchange.ReadBody;
import io.framefarm.coordinator.webhook.WebhookDesk;
import io.framefarm.coordinator.webhook.WebhookSecret;
import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.v1.WebhookEndpoint;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/** The routes below {@code /v1/webhooks}. A webhook is there for those who may change renders of its producer. */
public final class WebhookRoutes {
    private static final int MAX_BODY_BYTES = 16 << 10;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final WebhookDesk desk;

    public WebhookRoutes(WebhookDesk desk) {
        this.desk = desk;
    }

    public void addTo(Router router) {
        router.get("/v1/webhooks").handler(this::list);
        router.post("/v1/webhooks").handler(this::register);
        router.get("/v1/webhooks/:id")
                .handler(exchange -> Answers.json(exchange, 200, WebhookJson.of(find(exchange), desk.book())));
        router.delete("/v1/webhooks/:id")
                .handler(exchange -> future(exchange, desk.remove(find(exchange)))
                        .onSuccess(
                                gone -> exchange.response().setStatusCode(204).end())
                        .onFailure(exchange::fail));
        router.post("/v1/webhooks/:id/test")
                .handler(exchange -> future(exchange, desk.test(find(exchange)))
                        .onSuccess(id -> Answers.json(exchange, 202, new JsonObject().put("message", id)))
                        .onFailure(exchange::fail));
    }

    private void list(RoutingContext exchange) {
        Caller caller = caller(exchange);
        JsonArray data = new JsonArray();
        desk.book().endpoints().stream()
                .filter(endpoint -> isFor(caller, endpoint.getProducer()))
                .forEach(endpoint -> data.add(WebhookJson.of(endpoint, desk.book())));
        Answers.json(exchange, 200, new JsonObject().put("data", data));
    }

    private void register(RoutingContext exchange) {
        Caller caller = caller(exchange);
        ReadBody.json(MAX_BODY_BYTES, exchange)
                .compose(body -> {
                    String producer = producer(caller, WebhookJson.text(body, "producer"));
                    String url = WebhookJson.text(body, "url");
                    List<String> events = WebhookJson.texts(body, "events");
                    // The host is looked up, which must not hold up the event loop.
                    Callable<CompletionStage<WebhookEndpoint>> register = () -> desk.register(url, producer, events);
                    return exchange.vertx().executeBlocking(register, false);
                })
                .compose(kept -> future(exchange, kept))
                .onSuccess(endpoint -> {
                    exchange.response().putHeader("Location", "/v1/webhooks/" + endpoint.getId());
                    String secret = new WebhookSecret(endpoint.getSecret()).text();
                    Answers.json(
                            exchange, 201, WebhookJson.of(endpoint, desk.book()).put("secret", secret));
                })
                .onFailure(failure -> exchange.fail(
                        failure instanceof InvalidRequestException bad
                                ? ProblemException.invalid(bad.problems())
                                : failure));
    }

    /** Whose renders the webhook is told of: the caller's own, unless it may look at others'. */
    private static String producer(Caller caller, String asked) {
        String producer = asked.isEmpty() ? caller.producer().orElse("") : asked;
        if (!isFor(caller, producer)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "this key may not be told of renders of the producer " + producer);
        }
        return producer;
    }

    private WebhookEndpoint find(RoutingContext exchange) {
        Caller caller = caller(exchange);
        return desk.book()
                .endpoint(exchange.pathParam("id"))
                .filter(endpoint -> isFor(caller, endpoint.getProducer()))
                .orElseThrow(() -> ProblemException.notFound("no such webhook is known"));
    }

    private static Caller caller(RoutingContext exchange) {
        return Callers.require(exchange, Scope.SUBMIT, Scope.OPERATE);
    }

    private static boolean isFor(Caller caller, String producer) {
        boolean everybodys = caller.may(Scope.OPERATE) || caller.producer().isEmpty();
        return producer.isEmpty() ? everybodys : caller.changes(producer);
    }

    private static <T> Future<T> future(RoutingContext exchange, CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage, exchange.vertx().getOrCreateContext())
                .recover(failure -> Future.failedFuture(ProblemException.later(
                        ProblemType.UNAVAILABLE, "it could not be kept: " + failure.getMessage(), TRY_AGAIN)));
    }
}
