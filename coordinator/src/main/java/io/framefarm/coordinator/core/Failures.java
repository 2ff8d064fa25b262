package io.framefarm.coordinator.core;

import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.SegmentRef;

/** Failures that the coordinator itself finds, each with a stable code. */
final class Failures {
    /** Enough to act on; evidence of any length is in the dead letter. */
    private static final int MAX_MESSAGE_LENGTH = 2000;

    private Failures() {}

    static Failure invalidRequest(String problems) {
        return failure(Category.CATEGORY_USER, "INVALID_REQUEST", problems);
    }

    static Failure workerLost(String worker, long silentMs) {
        return failure(
                Category.CATEGORY_RETRYABLE,
                "WORKER_LOST",
                "worker `%s` fell silent and nobody took over within %d ms".formatted(worker, silentMs));
    }

    static Failure stalled(String worker, long stalledMs) {
        return failure(
                Category.CATEGORY_RETRYABLE,
                "WORKER_STALLED",
                "worker `%s` has shown no progress for %d ms".formatted(worker, stalledMs));
    }

    static Failure invalidResult(String worker, String reason) {
        return failure(
                Category.CATEGORY_RETRYABLE,
                "INVALID_RESULT",
                "the result of worker `%s` does not fit: %s".formatted(worker, reason));
    }

    static Failure poison(int dispatch) {
        return failure(
                Category.CATEGORY_BUG,
                "POISON_SEGMENT",
                ("dispatch %d was delivered as often as the broker permits without a result;"
                                + " it may bring its workers down, so it is not tried again unless requeued")
                        .formatted(dispatch));
    }

    /** Of the render whose segment was given up. */
    static Failure ofSegment(SegmentRef ref, Failure failure) {
        String where = "shot %d, segment %d: ".formatted(ref.getShot(), ref.getSegment());
        return bounded(
                failure.toBuilder().setMessage(where + failure.getMessage()).build());
    }

    /** What arrives from outside must not grow our records. */
    static Failure bounded(Failure failure) {
        if (failure.getMessage().length() <= MAX_MESSAGE_LENGTH
                && failure.getCode().length() <= 100) {
            return failure;
        }
        return failure.toBuilder()
                .setMessage(head(failure.getMessage(), MAX_MESSAGE_LENGTH))
                .setCode(head(failure.getCode(), 100))
                .build();
    }

    private static String head(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }

    private static Failure failure(Category category, String code, String message) {
        return Failure.newBuilder()
                .setCategory(category)
                .setCode(code)
                .setMessage(message)
                .build();
    }
}
