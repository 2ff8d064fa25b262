package io.framefarm.worker.intake;

import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.Failure;

/** A segment that could not be rendered, and why. */
public final class RenderFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final Category category;
    private final String code;

    /**
     * Says what failed.
     *
     * @param code stable and greppable, such as {@code MODEL_NOT_FOUND}
     * @param message what failed, what was expected and what was found
     */
    public RenderFailure(Category category, String code, String message, Throwable cause) {
        super(message, cause);
        this.category = category;
        this.code = code;
    }

    public RenderFailure(Category category, String code, String message) {
        super(message);
        this.category = category;
        this.code = code;
    }

    public Failure toMessage() {
        return Failure.newBuilder()
                .setCategory(category)
                .setCode(code)
                .setMessage(String.valueOf(getMessage()))
                .build();
    }
}
