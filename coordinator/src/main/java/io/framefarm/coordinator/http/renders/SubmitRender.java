package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.access.Scope;
import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.AwaitRender;
import io.framefarm.coordinator.http.exchange.Callers;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ReadBody;
import io.framefarm.protocol.BringInputs;
import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.RequestText;
import io.framefarm.protocol.v1.RenderRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** {@code POST /v1/renders}: a request as YAML or JSON becomes a render. */
final class SubmitRender {
    private final AcceptRender accept;
    private final BringInputs inputs;

    SubmitRender(AcceptRender accept, BringInputs inputs) {
        this.accept = accept;
        this.inputs = inputs;
    }

    void answer(RoutingContext exchange) {
        Caller caller = Callers.require(exchange, Scope.SUBMIT, Scope.OPERATE);
        Optional<String> key = IdempotencyKey.of(exchange.request().getHeader(IdempotencyKey.HEADER));
        ReadBody.upTo(Limits.MAX_TEXT_BYTES, exchange)
                // Images are decoded and stored, which must not hold up the event loop.
                .compose(body -> exchange.vertx().executeBlocking(() -> read(body, inputs), false))
                .compose(request -> accept.accept(exchange, caller, key, request, AwaitRender.PATIENCE))
                .onSuccess(accepted -> answer(exchange, accepted))
                .onFailure(exchange::fail);
    }

    private static void answer(RoutingContext exchange, AcceptRender.Accepted accepted) {
        exchange.response().putHeader("Location", "/v1/renders/" + accepted.id());
        JsonObject sent = new JsonObject().put("id", accepted.id()).put("state", "sent");
        int status = accepted.repeated() ? 200 : accepted.render().isPresent() ? 201 : 202;
        Answers.json(exchange, status, accepted.render().map(RenderJson::of).orElse(sent));
    }

    static RenderRequest read(Buffer body, BringInputs inputs) {
        try {
            return RequestText.read(body.toString(StandardCharsets.UTF_8), inputs);
        } catch (InvalidRequestException bad) {
            throw ProblemException.invalid(bad.problems());
        }
    }
}
