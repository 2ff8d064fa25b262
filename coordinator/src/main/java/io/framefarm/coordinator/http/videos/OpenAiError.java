package io.framefarm.coordinator.http.videos;

import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.ProblemType;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Problems as clients of OpenAI's API read them. */
public final class OpenAiError {
    private static final String PATH = "/v1/videos";

    private OpenAiError() {}

    /** Whether the path is one of theirs. */
    public static boolean concerns(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    public static void answer(RoutingContext exchange, ProblemException problem) {
        JsonObject error = new JsonObject()
                .put("message", problem.detail())
                .put("type", type(problem.type()))
                .put(
                        "param",
                        problem.errors().isEmpty()
                                ? null
                                : problem.errors().get(0).path())
                .put("code", problem.type().code().replace('-', '_'));
        Answers.addRetryAfter(exchange.response(), problem);
        Answers.json(exchange, status(problem.type()), new JsonObject().put("error", error));
    }

    private static int status(ProblemType type) {
        return type.status() == 422 ? 400 : type.status();
    }

    private static String type(ProblemType type) {
        return switch (type) {
            case TOO_MANY_REQUESTS, BACKLOG_FULL -> "rate_limit_error";
            case QUOTA_EXCEEDED -> "insufficient_quota";
            case FAULT, UNAVAILABLE -> "server_error";
            case UNAUTHENTICATED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case MALFORMED,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    TOO_SLOW,
                    CONFLICT,
                    TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    RANGE_NOT_SATISFIABLE,
                    INVALID_REQUEST,
                    IDEMPOTENCY_KEY_REUSED -> "invalid_request_error";
        };
    }
}
