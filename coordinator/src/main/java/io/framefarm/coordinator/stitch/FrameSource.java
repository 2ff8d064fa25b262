package io.framefarm.coordinator.stitch;

import io.framefarm.protocol.v1.FrameRecord;
import java.io.IOException;

/** Where the records of frames are read from when they are due. Used by several threads. */
public interface FrameSource {
    /** The record, from memory or from the topic; {@link DamagedFrameException} when it is gone for good. */
    FrameRecord read(FramePlace place) throws IOException;

    /** The frame will not be asked for again, or not soon. */
    void forget(FramePlace place);
}
