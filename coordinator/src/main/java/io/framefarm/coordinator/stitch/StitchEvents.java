package io.framefarm.coordinator.stitch;

import io.framefarm.protocol.v1.FramesDamaged;
import io.framefarm.protocol.v1.VideoFailed;
import io.framefarm.protocol.v1.VideoProgress;
import io.framefarm.protocol.v1.VideoReady;
import java.io.IOException;

/** What stitching tells the farm. Used by several threads. */
public interface StitchEvents {
    /** May get lost. */
    void progress(VideoProgress progress);

    /** Returns when it cannot get lost any more. */
    void ready(VideoReady ready) throws IOException;

    /** Returns when it cannot get lost any more. */
    void failed(VideoFailed failed) throws IOException;

    /** The winner's frames are of no use. Returns when it cannot get lost any more. */
    void damaged(FramesDamaged damaged) throws IOException;
}
