package io.framefarm.coordinator.stitch;

import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.SegmentRef;

/** What is remembered of a frame record: everything but its pixels. */
public record FrameEntry(SegmentRef ref, Attempt attempt, int frame, int width, int height, FramePlace place) {

    public static FrameEntry of(FrameRecord record, FramePlace place) {
        return new FrameEntry(
                record.getRef(), record.getAttempt(), record.getFrame(), record.getWidth(), record.getHeight(), place);
    }
}
