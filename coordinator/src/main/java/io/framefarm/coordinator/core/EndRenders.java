package io.framefarm.coordinator.core;

import io.framefarm.coordinator.track.RenderPhase;
import io.framefarm.coordinator.track.SegmentPhase;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderSnapshot;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.Revocation;
import io.framefarm.protocol.v1.StateRecord;
import io.framefarm.protocol.v1.VideoReady;
import java.util.List;

/** The ends that a render can come to, and what has to follow each. */
final class EndRenders {
    private final Ledger ledger;
    private final ReportStatus report;
    private final TellStitcher stitcher;

    EndRenders(Ledger ledger, ReportStatus report, TellStitcher stitcher) {
        this.ledger = ledger;
        this.report = report;
        this.stitcher = stitcher;
    }

    /** Never a render: nothing of the request is kept but what was wrong with it. */
    void refuse(String renderId, RenderRequest request, String problems) {
        RenderSnapshot refused = RenderSnapshot.newBuilder()
                .setRenderId(renderId)
                .setState(RenderState.RENDER_STATE_FAILED)
                .setFailure(Failures.invalidRequest(problems))
                .setAcceptedAtMs(ledger.nowMs())
                .setEndedAtMs(ledger.nowMs())
                .build();
        ledger.retire(renderId, RenderPhase.FAILED, ledger.nowMs());
        ledger.save(
                StateKeys.render(renderId),
                StateRecord.newBuilder().setRender(refused).build());
        report.refused(refused, request);
        ledger.note(Notable.RENDER_REFUSED, renderId, problems);
    }

    void publish(Render render, VideoReady video) {
        ledger.change(render, stitched -> stitched.published(video, ledger.nowMs()));
        report.now(render);
        retire(render);
        ended(render, Notable.RENDER_DONE, video.getKey());
    }

    void cancel(Render render, String reason) {
        callBack(render, reason.isBlank() ? "cancelled" : reason);
        ledger.change(render, open -> open.ended(RenderPhase.CANCELLED, ledger.nowMs()));
        report.now(render);
        retire(render);
        ended(render, Notable.RENDER_CANCELLED, reason);
    }

    /** It stays in the ledger, because a requeue of the segment that failed opens it again. */
    void fail(Render render, Failure failure) {
        callBack(render, failure.getCode());
        ledger.change(render, open -> open.failed(failure, ledger.nowMs()));
        report.now(render);
        ended(render, Notable.RENDER_FAILED, failure.getCode() + ": " + failure.getMessage());
    }

    private void ended(Render render, Notable what, String details) {
        ledger.note(what, render.id(), details);
        ledger.observe(new Observation.RenderEnded(
                render.request().getProducer(), render.phase(), ledger.since(render.acceptedAtMs())));
    }

    /** Workers drop what they hold of it, and the stitcher what it has of the video. */
    private void callBack(Render render, String reason) {
        ledger.change(render, open -> open.revoked(ledger.nowMs()));
        List<Segment> underWay = render.segments().stream()
                .filter(segment -> segment.phase().inFlight())
                .toList();
        underWay.forEach(segment -> ledger.change(segment, Segment::revoked));
        if (!underWay.isEmpty()) {
            ledger.emit(new Effect.Revoke(Revocation.newBuilder()
                    .setRenderId(render.id())
                    .setReason(reason)
                    .setRevokedAtMs(render.revokedAtMs())
                    .build()));
        }
        stitcher.abandon(render.id(), reason);
    }

    /** Only the fact that it ended is kept, so that nothing happens twice under its id. */
    private void retire(Render render) {
        ledger.retire(render.id(), render.phase(), render.endedAtMs());
        forgetParts(render);
    }

    /** Forgets a failed render for good. */
    void forget(Render failed) {
        ledger.renders().remove(failed.id());
        forgetParts(failed);
        forgetRetired(failed.id());
    }

    /** From here on its id is free. */
    void forgetRetired(String renderId) {
        ledger.retired().remove(renderId);
        ledger.forgetRetired(renderId);
        ledger.emit(new Effect.ForgetState(StateKeys.render(renderId)));
        ledger.emit(new Effect.ForgetStatus(renderId));
        ledger.note(Notable.RENDER_EXPIRED, renderId, "");
    }

    private void forgetParts(Render render) {
        ledger.emit(new Effect.ForgetState(StateKeys.request(render.id())));
        for (Segment segment : render.segments()) {
            if (segment.dispatch() > 0 || segment.phase() != SegmentPhase.WAITING) {
                ledger.emit(new Effect.ForgetState(StateKeys.segment(segment.ref())));
            }
        }
    }
}
