package io.framefarm.protocol.kafka;

import io.framefarm.protocol.v1.SegmentRef;

/** Keys of records that are not simply a render's or a worker's id. */
public final class Keys {
    private Keys() {}

    /** Such as {@code r1/0/12}: render, shot, segment. */
    public static String segment(SegmentRef ref) {
        return ref.getRenderId() + "/" + ref.getShot() + "/" + ref.getSegment();
    }
}
