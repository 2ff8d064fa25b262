package io.framefarm.coordinator.core;

import io.framefarm.coordinator.admit.LiveWorkers;
import io.framefarm.coordinator.track.SegmentPhase;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.Revocation;
import java.util.List;

/**
 * Notices segments that do not move. When a worker dies the broker delivers its job again by itself; only when that does
 * not happen either, the segment is dispatched anew.
 */
final class WatchSegments {
    private final Ledger ledger;
    private final LiveWorkers workers;
    private final SegmentFailures failures;
    private final FarmSettings settings;

    WatchSegments(Ledger ledger, LiveWorkers workers, SegmentFailures failures, FarmSettings settings) {
        this.ledger = ledger;
        this.workers = workers;
        this.failures = failures;
        this.settings = settings;
    }

    void watch() {
        for (Segment segment : List.copyOf(ledger.inFlight())) {
            if (!segment.phase().inFlight()) {
                continue; // its render has failed over another segment of this round
            }
            if (segment.phase() == SegmentPhase.RENDERING) {
                watchRendering(segment);
            } else {
                watchDispatched(segment);
            }
        }
    }

    private void watchRendering(Segment segment) {
        long stalledMs = ledger.nowMs() - segment.progressAtMs();
        if (stalledMs > settings.stall().toMillis()) {
            takeBack(segment, Failures.stalled(segment.worker(), stalledMs));
        } else if (ledger.nowMs() - segment.signalAtMs()
                > settings.workerSilence().toMillis()) {
            ledger.change(segment, rendering -> rendering.lost(ledger.nowMs()));
            ledger.note(
                    Notable.SEGMENT_LOST,
                    segment.render().id(),
                    StateKeys.segment(segment.ref()) + " by " + segment.worker());
        }
    }

    private void watchDispatched(Segment segment) {
        boolean poolLives = workers.pools().containsKey(segment.pool());
        boolean neverStarted = segment.attempt() == null;
        if (segment.lostAtMs() == 0) {
            if (!poolLives) {
                ledger.change(segment, dispatched -> dispatched.stranded(ledger.nowMs()));
            }
        } else if (neverStarted && poolLives) {
            ledger.change(segment, dispatched -> dispatched.stranded(0));
        } else if (ledger.nowMs() - segment.lostAtMs()
                        > settings.redeliveryGrace().toMillis()
                && workers.anyHas(segment.render().request().getModel())) {
            takeBack(segment, Failures.workerLost(segment.worker(), ledger.nowMs() - segment.lostAtMs()));
        }
    }

    private void takeBack(Segment segment, Failure failure) {
        ledger.emit(new Effect.Revoke(Revocation.newBuilder()
                .setRenderId(segment.ref().getRenderId())
                .setSegment(segment.ref())
                .setReason(failure.getCode())
                .setRevokedAtMs(segment.dispatchedAtMs())
                .build()));
        failures.failed(segment, segment.worker(), failure);
    }
}
