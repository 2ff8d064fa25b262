package io.framefarm.coordinator.core;

import io.framefarm.coordinator.track.SegmentPhase;
import io.framefarm.protocol.v1.Abandon;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.SegmentWon;

/** What the stitcher has to know of a render: its plan, its winners, and that it is called off. */
final class TellStitcher {
    private final Ledger ledger;

    TellStitcher(Ledger ledger) {
        this.ledger = ledger;
    }

    void plan(Render render) {
        emit(command(render.id()).setPlan(render.plan().assembly()));
    }

    /** Segments that only hand on latents are none of its business. */
    void won(Segment segment) {
        if (segment.frames().isEmpty()) {
            return;
        }
        SegmentWon.Builder won = SegmentWon.newBuilder().setRef(segment.ref()).addAllFrames(segment.frames());
        if (segment.attempt() != null) {
            won.setAttempt(segment.attempt());
        }
        emit(command(segment.ref().getRenderId()).setSegmentWon(won));
    }

    /** To a stitcher that has forgotten the render, because it was called off or thought to be published. */
    void everythingAnew(Render render) {
        plan(render);
        render.segments().stream()
                .filter(segment -> segment.phase() == SegmentPhase.DONE)
                .forEach(this::won);
    }

    /** The stitcher forgets the video, and takes back what may have been published of it. */
    void abandon(String renderId, String reason) {
        emit(command(renderId).setAbandon(Abandon.newBuilder().setReason(reason)));
    }

    private static AssemblyCommand.Builder command(String renderId) {
        return AssemblyCommand.newBuilder().setRenderId(renderId);
    }

    private void emit(AssemblyCommand.Builder command) {
        ledger.emit(new Effect.Assemble(command.build()));
    }
}
