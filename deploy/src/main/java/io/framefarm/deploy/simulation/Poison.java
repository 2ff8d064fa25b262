package io.framefarm.deploy.simulation;

import io.framefarm.protocol.kafka.Keys;
import io.framefarm.protocol.v1.SegmentRef;
import java.util.HashMap;
import java.util.Map;

/** Segments that bring down every worker that renders them. Which ones is decided when the first worker tries. */
final class Poison {
    private final World world;
    private final Map<String, Boolean> known = new HashMap<>();

    Poison(World world) {
        this.world = world;
    }

    boolean kills(SegmentRef ref) {
        return known.computeIfAbsent(Keys.segment(ref), any -> world.strikes(Fault.POISON_SEGMENT));
    }
}
