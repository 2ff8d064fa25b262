package io.framefarm.coordinator.view;

import io.framefarm.protocol.v1.RenderStatus;

/**
 * One render as of one record of {@code status}.
 *
 * @param offset of that record; grows with every change, and is the same for every coordinator that shows it
 */
public record RenderView(RenderStatus status, long offset) {

    public String id() {
        return status.getRenderId();
    }

    public RenderPlace place() {
        return new RenderPlace(status.getAcceptedAtMs(), id());
    }

    /** Whether it can change only by a person's doing. */
    public boolean ended() {
        return switch (status.getState()) {
            case RENDER_STATE_DONE, RENDER_STATE_FAILED, RENDER_STATE_CANCELLED -> true;
            case RENDER_STATE_QUEUED,
                    RENDER_STATE_RENDERING,
                    RENDER_STATE_PAUSED,
                    RENDER_STATE_STITCHING,
                    RENDER_STATE_UNSPECIFIED,
                    UNRECOGNIZED -> false;
        };
    }
}
