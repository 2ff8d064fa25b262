package io.framefarm.deploy.guarantee;

import io.framefarm.protocol.kafka.Keys;
import io.framefarm.protocol.v1.SegmentSnapshot;
import io.framefarm.protocol.v1.SegmentState;
import io.framefarm.protocol.v1.StateRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Never more segments are dispatched and not finished than the pool's window allows: the backlog stays with us. */
public final class BoundedInFlight implements Guarantee {
    private final int limit;
    /** Segments in flight, and in which pool. */
    private final Map<String, String> inFlight = new HashMap<>();

    private final List<String> breaches = new ArrayList<>();

    /** @param limit of each pool, by its window and the most workers that were ever alive at once */
    public BoundedInFlight(int limit) {
        this.limit = limit;
    }

    @Override
    public String promise() {
        return "at most " + limit + " segments of a pool in flight";
    }

    @Override
    public void saved(StateRecord record) {
        if (record.hasSegment()) {
            SegmentSnapshot segment = record.getSegment();
            boolean flies = segment.getState() == SegmentState.SEGMENT_STATE_DISPATCHED
                    || segment.getState() == SegmentState.SEGMENT_STATE_RENDERING;
            String key = Keys.segment(segment.getRef());
            if (flies) {
                inFlight.put(key, segment.getPool());
            } else {
                inFlight.remove(key);
            }
        } else if (record.hasRender()) {
            forgetEnded(record);
        }
    }

    /** The segments of a render that is over for good are forgotten, and no longer saved. */
    private void forgetEnded(StateRecord record) {
        switch (record.getRender().getState()) {
            case RENDER_STATE_DONE, RENDER_STATE_CANCELLED ->
                inFlight.keySet()
                        .removeIf(key -> key.startsWith(record.getRender().getRenderId() + "/"));
            default -> {}
        }
    }

    @Override
    public void committed() {
        if (inFlight.size() <= limit) {
            return; // of all pools together, the usual case
        }
        Map<String, Integer> pools = new HashMap<>();
        inFlight.values().forEach(pool -> pools.merge(pool, 1, Integer::sum));
        pools.forEach((pool, count) -> {
            if (count > limit) {
                breaches.add(count + " in the pool " + pool + ": " + inFlight.keySet());
            }
        });
    }

    @Override
    public List<String> breaches() {
        return List.copyOf(breaches);
    }
}
