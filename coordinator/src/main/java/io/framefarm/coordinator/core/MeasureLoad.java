package io.framefarm.coordinator.core;

import io.framefarm.coordinator.admit.LiveWorkers;
import io.framefarm.coordinator.admit.RenderingPace;
import io.framefarm.coordinator.core.FarmLoad.Lane;
import io.framefarm.coordinator.core.FarmLoad.Queue;
import io.framefarm.coordinator.track.SegmentPhase;
import java.util.HashMap;
import java.util.Map;

/** Adds up the backlog. Remembers which pool could take a model, because an autoscaler may have stopped its workers. */
final class MeasureLoad {
    /** More would be invented names. */
    private static final int MOST_MODELS = 1000;

    private final Ledger ledger;
    private final LiveWorkers workers;
    private final RenderingPace pace;
    private final Map<String, String> poolOfModel = new HashMap<>();

    MeasureLoad(Ledger ledger, LiveWorkers workers, RenderingPace pace) {
        this.ledger = ledger;
        this.workers = workers;
        this.pace = pace;
    }

    FarmLoad now() {
        rememberPools();
        Map<Lane, Queue> waiting = new HashMap<>();
        Map<String, Double> backlog = new HashMap<>();
        int open = 0;
        for (Render render : ledger.renders().values()) {
            if (render.phase().ended()) {
                continue;
            }
            open++;
            if (render.phase().dispatches() && render.waitingSegments() > 0) {
                String pool = poolOfModel.getOrDefault(render.request().getModel(), FarmLoad.NO_POOL);
                waiting.merge(new Lane(pool, render.priority()), queue(render), Queue::and);
                backlog.merge(pool, pace.seconds(render.request().getModel(), render.waitingCost()), Double::sum);
            }
        }
        Map<String, Integer> inFlight = new HashMap<>();
        Map<String, Integer> rendering = new HashMap<>();
        for (Segment segment : ledger.inFlight()) {
            inFlight.merge(segment.pool(), 1, Integer::sum);
            rendering.merge(segment.pool(), segment.phase() == SegmentPhase.RENDERING ? 1 : 0, Integer::sum);
            backlog.merge(segment.pool(), seconds(segment), Double::sum);
        }
        return new FarmLoad(open, waiting, inFlight, rendering, backlog, livingWorkers());
    }

    private Queue queue(Render render) {
        return new Queue(render.waitingSegments(), ledger.since(render.acceptedAtMs()));
    }

    private double seconds(Segment segment) {
        return pace.seconds(segment.render().request().getModel(), segment.cost());
    }

    /** Where several pools have a model, the first by name stands for all, so that nothing is counted twice. */
    private void rememberPools() {
        Map<String, String> now = new HashMap<>();
        workers.pools().forEach((name, pool) -> pool.packs().forEach(pack -> now.putIfAbsent(pack, name)));
        now.forEach((pack, pool) -> {
            if (poolOfModel.size() < MOST_MODELS || poolOfModel.containsKey(pack)) {
                poolOfModel.put(pack, pool);
            }
        });
    }

    private Map<String, Integer> livingWorkers() {
        Map<String, Integer> live = new HashMap<>();
        workers.pools().forEach((name, pool) -> live.put(name, pool.workers()));
        return live;
    }
}
