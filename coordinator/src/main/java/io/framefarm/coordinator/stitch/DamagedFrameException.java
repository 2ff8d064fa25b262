package io.framefarm.coordinator.stitch;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A winner's frame cannot be had as it was rendered, now or later: only another attempt can help. */
public final class DamagedFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable FrameEntry entry;

    public DamagedFrameException(String message) {
        super(message);
        this.entry = null;
    }

    DamagedFrameException(FrameEntry entry, String problem, @Nullable Throwable cause) {
        super(
                "frame " + entry.frame() + " of segment " + entry.ref().getSegment() + " of shot "
                        + entry.ref().getShot() + " by worker "
                        + entry.attempt().getWorker() + ": " + problem,
                cause);
        this.entry = entry;
    }

    Optional<FrameEntry> entry() {
        return Optional.ofNullable(entry);
    }
}
