package io.framefarm.coordinator.view;

import io.framefarm.protocol.v1.RenderStatus;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One render as of one record of {@code status}. Safe for use by many threads. */
public final class RenderView {
    private final RenderStatus status;
    private final long offset;
    private volatile @Nullable String text;

    RenderView(RenderStatus status, long offset) {
        this.status = status;
        this.offset = offset;
    }

    public RenderStatus status() {
        return status;
    }

    /** Of that record; grows with every change, and is the same for every coordinator that shows it. */
    public long offset() {
        return offset;
    }

    public String id() {
        return status.getRenderId();
    }

    public RenderPlace place() {
        return new RenderPlace(status.getAcceptedAtMs(), id());
    }

    /** What the writer makes of it, kept: lists and listeners want the same text again and again. One writer only. */
    public String text(Function<RenderView, String> writer) {
        String written = text;
        if (written == null) {
            written = writer.apply(this);
            text = written;
        }
        return written;
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
