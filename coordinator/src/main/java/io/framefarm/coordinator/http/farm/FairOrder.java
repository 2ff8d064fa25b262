package io.framefarm.coordinator.http.farm;

import io.framefarm.coordinator.view.RenderView;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How producers of one priority share the farm: when one of them was served some frames, each other one was served as
 * many, or all of its own if it has fewer. That is the fluid model of fair queueing, generalized processor sharing
 * (Parekh and Gallager, 1993), from now on: what producers were served before does not count.
 */
final class FairOrder {
    private final long framesFirst;
    private final long[] shares;
    private final long[] sums;

    /** A render, and how many frames of all producers are served before its own turn. */
    record Turn(RenderView render, long framesBefore) {}

    /** @param shares frames that each producer has in this priority */
    private FairOrder(long framesFirst, Collection<Long> shares) {
        this.framesFirst = framesFirst;
        this.shares = shares.stream().mapToLong(Long::longValue).sorted().toArray();
        this.sums = this.shares.clone();
        Arrays.parallelPrefix(sums, Long::sum);
    }

    /**
     * The order in which renders get their turns.
     *
     * @param framesFirst of higher priorities, served before
     * @param oldestFirst renders of one priority
     */
    static List<Turn> of(long framesFirst, List<RenderView> oldestFirst) {
        Map<String, Long> shares = new HashMap<>();
        List<Turn> alone = oldestFirst.stream()
                .map(render -> {
                    long after = shares.merge(render.status().getProducer(), framesLeft(render), Long::sum);
                    return new Turn(render, after - framesLeft(render));
                })
                .toList();
        FairOrder order = new FairOrder(framesFirst, shares.values());
        return alone.stream()
                .map(turn -> new Turn(turn.render(), order.servedInAll(turn.framesBefore())))
                .sorted(Comparator.comparingLong(Turn::framesBefore))
                .toList();
    }

    /** What a render takes of the farm; none while it is paused. */
    static long framesLeft(RenderView render) {
        RenderStatus status = render.status();
        return status.getState() == RenderState.RENDER_STATE_PAUSED
                ? 0
                : status.getFramesTotal() - status.getFramesRendered();
    }

    /** When one producer was served that many: the sum over producers of the lesser of its frames and these. */
    private long servedInAll(long frames) {
        int place = Arrays.binarySearch(shares, frames);
        int smaller = place < 0 ? -place - 1 : place;
        return framesFirst + (smaller == 0 ? 0 : sums[smaller - 1]) + frames * (shares.length - smaller);
    }
}
