package io.framefarm.coordinator.track;

import io.framefarm.protocol.v1.RenderState;
import java.util.EnumSet;
import java.util.Set;

/** The life of a render. */
public enum RenderPhase {
    QUEUED(RenderState.RENDER_STATE_QUEUED, "accepted; no segment has started"),
    RENDERING(RenderState.RENDER_STATE_RENDERING, "at least one segment has started"),
    PAUSED(RenderState.RENDER_STATE_PAUSED, "no further segment is dispatched; those under way finish"),
    STITCHING(RenderState.RENDER_STATE_STITCHING, "all segments are rendered; the video is not published yet"),
    DONE(RenderState.RENDER_STATE_DONE, "the video is published"),
    FAILED(RenderState.RENDER_STATE_FAILED, "it ended without a video; the failure says why"),
    CANCELLED(RenderState.RENDER_STATE_CANCELLED, "it was called off");

    private final RenderState state;
    private final String meaning;

    RenderPhase(RenderState state, String meaning) {
        this.state = state;
        this.meaning = meaning;
    }

    /** The table of legal transitions. A render that failed comes back when it is tried again. */
    public Set<RenderPhase> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RENDERING, PAUSED, FAILED, CANCELLED);
            case RENDERING -> EnumSet.of(PAUSED, STITCHING, FAILED, CANCELLED);
            case PAUSED -> EnumSet.of(QUEUED, RENDERING, STITCHING, FAILED, CANCELLED);
            case STITCHING -> EnumSet.of(RENDERING, DONE, FAILED, CANCELLED);
            case FAILED -> EnumSet.of(RENDERING, STITCHING);
            case DONE, CANCELLED -> EnumSet.noneOf(RenderPhase.class);
        };
    }

    /** Returns the next phase, or throws when the table has no such step. */
    public RenderPhase to(RenderPhase next) {
        if (!next().contains(next)) {
            throw new IllegalTransitionException(this, next, next());
        }
        return next;
    }

    public boolean ended() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }

    /** Whether further segments may be dispatched. */
    public boolean dispatches() {
        return this == QUEUED || this == RENDERING;
    }

    public RenderState state() {
        return state;
    }

    public String meaning() {
        return meaning;
    }

    public static RenderPhase of(RenderState state) {
        for (RenderPhase phase : values()) {
            if (phase.state == state) {
                return phase;
            }
        }
        throw new IllegalArgumentException("no render is in the state " + state);
    }
}
