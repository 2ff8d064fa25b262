package io.framefarm.coordinator.http.exchange;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Reads whole request bodies, of a bounded size and within a bounded time. */
public final class ReadBody {
    /** From the first byte of a request to its last. */
    public static final Duration WITHIN = Duration.ofSeconds(20);

    private ReadBody() {}

    public static Future<Buffer> upTo(int maxBytes, RoutingContext exchange) {
        return upTo(maxBytes, exchange.vertx(), exchange.request(), WITHIN);
    }

    static Future<Buffer> upTo(int maxBytes, Vertx vertx, HttpServerRequest request, Duration within) {
        Promise<Buffer> read = Promise.promise();
        Buffer body = Buffer.buffer();
        long timer = vertx.setTimer(
                within.toMillis(),
                late -> read.tryFail(new ProblemException(
                        ProblemType.TOO_SLOW, "the body was not complete within " + within.toSeconds() + " s")));
        request.handler(part -> {
            if (body.length() + part.length() > maxBytes) {
                read.tryFail(new ProblemException(
                        ProblemType.TOO_LARGE, "the body has more than the allowed " + maxBytes + " bytes"));
            } else {
                body.appendBuffer(part);
            }
        });
        request.exceptionHandler(read::tryFail);
        request.endHandler(end -> read.tryComplete(body));
        return read.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    /** A JSON object, or an empty one for an empty body. */
    public static Future<JsonObject> json(int maxBytes, RoutingContext exchange) {
        return upTo(maxBytes, exchange).map(ReadBody::json);
    }

    public static JsonObject json(Buffer body) {
        if (body.length() == 0) {
            return new JsonObject();
        }
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException broken) {
            throw new ProblemException(ProblemType.MALFORMED, "the body is no JSON object: " + broken.getMessage());
        }
    }
}
