package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.access.Scope;
import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.Callers;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ReadBody;
import io.framefarm.coordinator.input.ImportInputs;
import io.framefarm.coordinator.input.UnusableInputException;
import io.framefarm.protocol.InputName;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/** {@code POST /v1/inputs}: an image that is too large for a data URL becomes an input that requests can name. */
final class UploadInput {
    private final ImportInputs inputs;

    UploadInput(ImportInputs inputs) {
        this.inputs = inputs;
    }

    void answer(RoutingContext exchange) {
        Callers.require(exchange, Scope.SUBMIT, Scope.OPERATE);
        ReadBody.upTo(ImportInputs.MAX_IMAGE_BYTES, exchange)
                .compose(body -> exchange.vertx().executeBlocking(() -> keep(body), false))
                .onSuccess(input -> Answers.json(exchange, 201, new JsonObject().put("input", input.key())))
                .onFailure(exchange::fail);
    }

    private InputName keep(Buffer body) throws IOException {
        try {
            return inputs.keep(body.getBytes());
        } catch (UnusableInputException e) {
            throw ProblemException.invalid("body", String.valueOf(e.getMessage()));
        }
    }
}
