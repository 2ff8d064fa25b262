package io.framefarm.coordinator.core;

import io.framefarm.protocol.v1.SegmentRef;

/** Keys of the records of {@code farm.state}. A render's id holds no slash, so no two entities share a key. */
final class StateKeys {
    private StateKeys() {}

    static String request(String renderId) {
        return "request/" + renderId;
    }

    static String render(String renderId) {
        return "render/" + renderId;
    }

    static String segment(SegmentRef ref) {
        return "segment/" + ref.getRenderId() + "/" + ref.getShot() + "/" + ref.getSegment();
    }
}
