package io.framefarm.coordinator.core;

import io.framefarm.coordinator.admit.Candidate;
import io.framefarm.coordinator.admit.DispatchWindow;
import io.framefarm.coordinator.admit.FairShare;
import io.framefarm.coordinator.admit.LiveWorkers;
import io.framefarm.protocol.v1.LoraUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fills the windows of the pools from the backlog, in the order that {@link FairShare} picks. */
final class DispatchSegments {
    private final Ledger ledger;
    private final LiveWorkers workers;
    private final FairShare fairShare;
    private final DispatchWindow window;

    DispatchSegments(Ledger ledger, LiveWorkers workers, FarmSettings settings) {
        this.ledger = ledger;
        this.workers = workers;
        this.fairShare = new FairShare(settings.runLength());
        this.window = settings.window();
    }

    void fill() {
        workers.pools().forEach((name, pool) -> {
            int free = window.segments(pool.workers()) - ledger.inFlight(name);
            if (free > 0) {
                fill(name, pool, free);
            }
        });
    }

    private void fill(String name, LiveWorkers.Pool pool, int free) {
        List<Next> candidates = candidates(pool);
        for (int i = 0; i < free && !candidates.isEmpty(); i++) {
            Next next = fairShare.pick(name, candidates);
            if (next == null) {
                return;
            }
            dispatch(next.segment(), name);
            candidates.remove(next);
            next(next.render()).ifPresent(candidates::add);
        }
    }

    private List<Next> candidates(LiveWorkers.Pool pool) {
        List<Next> candidates = new ArrayList<>();
        for (Render render : ledger.renders().values()) {
            if (render.phase().dispatches()
                    && pool.packs().contains(render.request().getModel())) {
                next(render).ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    private Optional<Next> next(Render render) {
        return render.nextWaiting(ledger.nowMs()).map(segment -> new Next(render, segment));
    }

    private void dispatch(Segment segment, String pool) {
        ledger.change(segment, waiting -> waiting.dispatched(pool, ledger.nowMs()));
        // When nobody else lives, a worker that failed it before is better than none.
        boolean avoidable = workers.hasOtherThan(segment.avoidWorkers(), pool);
        ledger.emit(new Effect.Dispatch(pool, segment.job(avoidable)));
    }

    /** A render and the segment of it that would go next. */
    private record Next(Render render, Segment segment) implements Candidate {
        @Override
        public String producer() {
            return render.request().getProducer();
        }

        @Override
        public int priority() {
            return render.priority();
        }

        @Override
        public long acceptedAtMs() {
            return render.acceptedAtMs();
        }

        @Override
        public String renderId() {
            return render.id();
        }

        @Override
        public long cost() {
            return segment.cost();
        }

        @Override
        public Object warmth() {
            int shot = segment.ref().getShot();
            return new Warmth(
                    render.request().getModel(), render.request().getShots(shot).getLorasList());
        }
    }

    private record Warmth(String model, List<LoraUse> loras) {}
}
