package io.framefarm.coordinator.track;

import io.framefarm.protocol.v1.SegmentState;
import java.util.EnumSet;
import java.util.Set;

/** The life of a segment. */
public enum SegmentPhase {
    WAITING(SegmentState.SEGMENT_STATE_WAITING, "in the backlog: not dispatched, or to be dispatched again"),
    DISPATCHED(SegmentState.SEGMENT_STATE_DISPATCHED, "a job lies on the pool's topic, or is on its way to a worker"),
    RENDERING(SegmentState.SEGMENT_STATE_RENDERING, "a worker has started it"),
    DONE(SegmentState.SEGMENT_STATE_DONE, "one attempt has won; its frames are the segment's"),
    FAILED(SegmentState.SEGMENT_STATE_FAILED, "given up; it comes back only when it is requeued");

    private final SegmentState state;
    private final String meaning;

    SegmentPhase(SegmentState state, String meaning) {
        this.state = state;
        this.meaning = meaning;
    }

    /**
     * The table of legal transitions. A worker that falls silent takes a segment back to DISPATCHED, because the broker
     * delivers the job again; a result of the last dispatch may still win while the segment waits for the next. A
     * segment that is done comes back when the stitcher finds its frames damaged or gone.
     */
    public Set<SegmentPhase> next() {
        return switch (this) {
            case WAITING -> EnumSet.of(DISPATCHED, DONE);
            case DISPATCHED -> EnumSet.of(WAITING, RENDERING, DONE, FAILED);
            case RENDERING -> EnumSet.of(WAITING, DISPATCHED, DONE, FAILED);
            case FAILED -> EnumSet.of(WAITING);
            case DONE -> EnumSet.of(WAITING, FAILED);
        };
    }

    /** Returns the next phase, or throws when the table has no such step. */
    public SegmentPhase to(SegmentPhase next) {
        if (!next().contains(next)) {
            throw new IllegalTransitionException(this, next, next());
        }
        return next;
    }

    /** Whether it takes a place in the pool's window. */
    public boolean inFlight() {
        return this == DISPATCHED || this == RENDERING;
    }

    public SegmentState state() {
        return state;
    }

    public String meaning() {
        return meaning;
    }

    public static SegmentPhase of(SegmentState state) {
        for (SegmentPhase phase : values()) {
            if (phase.state == state) {
                return phase;
            }
        }
        throw new IllegalArgumentException("no segment is in the state " + state);
    }
}
