package io.framefarm.worker.intake;

/** A rendering that was stopped on purpose. */
public final class RenderCancelled extends Exception {

    private static final long serialVersionUID = 1L;

    public RenderCancelled(String reason) {
        super(reason);
    }
}
