package io.framefarm.worker.latents;

/** Latents that a segment needs did not come. */
public final class LatentsMissing extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Says why.
     *
     * @param code stable; {@link io.framefarm.protocol.FailureCodes#LATENTS_GONE} when they will never come
     */
    public LatentsMissing(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public LatentsMissing(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
