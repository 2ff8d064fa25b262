package io.framefarm.coordinator.http.exchange;

import io.framefarm.protocol.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem as its answer. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ProblemType type;
    private final transient List<Problem> errors;
    private final transient @Nullable Duration retryAfter;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of(), null);
    }

    private ProblemException(ProblemType type, String detail, List<Problem> errors, @Nullable Duration retryAfter) {
        super(detail, null, false, false); // it says what a caller did, not where we were
        this.type = type;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** For a request that has to be corrected in these fields. */
    public static ProblemException invalid(List<Problem> errors) {
        String detail = errors.size() == 1
                ? errors.get(0).toString()
                : errors.size() + " fields have problems; the first: " + errors.get(0);
        return new ProblemException(ProblemType.INVALID_REQUEST, detail, errors, null);
    }

    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new Problem(field, message)));
    }

    public static ProblemException notFound(String what) {
        return new ProblemException(ProblemType.NOT_FOUND, what);
    }

    /** For a request that may succeed later. */
    public static ProblemException later(ProblemType type, String detail, Duration after) {
        return new ProblemException(type, detail, List.of(), after);
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<Problem> errors() {
        return errors;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
