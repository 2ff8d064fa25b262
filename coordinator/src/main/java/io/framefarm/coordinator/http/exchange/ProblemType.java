package io.framefarm.coordinator.http.exchange;

import java.util.Locale;

/** The kinds of problem that an answer can name. */
public enum ProblemType {
    MALFORMED(400, "The request cannot be read"),
    UNAUTHENTICATED(401, "No valid key or token was given"),
    FORBIDDEN(403, "The key or token does not allow this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This cannot be done here"),
    TOO_SLOW(408, "The request took too long to arrive"),
    CONFLICT(409, "The render is not in a state for this"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The request is of an unknown type"),
    RANGE_NOT_SATISFIABLE(416, "The range lies outside of the file"),
    INVALID_REQUEST(422, "The request has problems"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    QUOTA_EXCEEDED(429, "The producer's quota is used up"),
    BACKLOG_FULL(429, "The farm has more to do than it accepts"),
    FAULT(500, "The farm has a fault"),
    UNAVAILABLE(503, "The farm cannot do this at the moment");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Stable and greppable, such as {@code backlog-full}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
