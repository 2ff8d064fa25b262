package io.framefarm.coordinator.core;

import io.framefarm.coordinator.track.SegmentPhase;
import io.framefarm.protocol.FailureCodes;
import io.framefarm.protocol.v1.Failure;

/** Carries out what the policy decides about a failed attempt. */
final class SegmentFailures {
    private final Ledger ledger;
    private final RetryPolicy policy;
    private final EndRenders ends;

    SegmentFailures(Ledger ledger, RetryPolicy policy, EndRenders ends) {
        this.ledger = ledger;
        this.policy = policy;
        this.ends = ends;
    }

    void failed(Segment segment, String worker, Failure reported) {
        Failure failure = Failures.bounded(reported);
        switch (policy.after(failure, segment)) {
            case RETRY_ELSEWHERE -> {
                long at = ledger.nowMs() + policy.delayMs(segment.failedAttempts());
                ledger.change(segment, attempted -> attempted.retriesAt(at, worker, failure));
                retried(segment, failure);
                if (failure.getCode().equals(FailureCodes.LATENTS_GONE)) {
                    renderAgain(segment);
                }
            }
            case WAIT_FOR_RESOURCES -> {
                long until = ledger.nowMs() + policy.delayMs(segment.resourceWaits());
                ledger.change(segment, attempted -> attempted.waitsForResources(until, failure));
                retried(segment, failure);
            }
            case GIVE_UP -> giveUp(segment, failure);
            case DEAD_LETTER -> {
                ledger.emit(new Effect.DeadLetter(segment.job(true), failure));
                giveUp(segment, failure);
            }
        }
    }

    /** What the segment needs can no longer be read by anybody; the segment waits until it is there again. */
    private void renderAgain(Segment segment) {
        for (int number : segment.planned().needs()) {
            Segment need = segment.render().neededBy(segment, number);
            if (need.phase() == SegmentPhase.DONE) {
                ledger.change(need, Segment::wantedAgain);
            }
        }
    }

    private void giveUp(Segment segment, Failure failure) {
        ledger.change(segment, attempted -> attempted.givenUp(failure));
        ledger.observe(new Observation.SegmentFailed(segment.pool(), failure, true));
        ledger.note(
                Notable.SEGMENT_FAILED,
                segment.render().id(),
                StateKeys.segment(segment.ref()) + ": " + failure.getCode());
        ends.fail(segment.render(), Failures.ofSegment(segment.ref(), failure));
    }

    private void retried(Segment segment, Failure failure) {
        ledger.observe(new Observation.SegmentFailed(segment.pool(), failure, false));
        ledger.note(
                Notable.SEGMENT_RETRIED,
                segment.render().id(),
                "%s after dispatch %d: %s: %s"
                        .formatted(
                                StateKeys.segment(segment.ref()),
                                segment.dispatch(),
                                failure.getCode(),
                                failure.getMessage()));
    }
}
