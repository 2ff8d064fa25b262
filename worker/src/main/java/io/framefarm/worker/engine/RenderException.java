package io.framefarm.worker.engine;

/** A recipe could not be rendered. */
public final class RenderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final String code;

    /**
     * Creates one.
     *
     * @param code stable and greppable, such as {@code PACK_NOT_FOUND}
     * @param message what failed, what was expected and what was found
     */
    public RenderException(Fault fault, String code, String message) {
        super(message);
        this.fault = fault;
        this.code = code;
    }

    public RenderException(Fault fault, String code, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
        this.code = code;
    }

    public Fault fault() {
        return fault;
    }

    public String code() {
        return code;
    }
}
