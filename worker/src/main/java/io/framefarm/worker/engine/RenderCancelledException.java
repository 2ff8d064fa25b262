package io.framefarm.worker.engine;

/** The render was asked to stop and did. */
public final class RenderCancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RenderCancelledException() {
        super("the render was cancelled");
    }
}
