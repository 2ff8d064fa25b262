package io.framefarm.coordinator.core;

import io.framefarm.coordinator.plan.PlanSegments;
import io.framefarm.coordinator.plan.RenderPlan;
import io.framefarm.coordinator.plan.ResolveRequest;
import io.framefarm.coordinator.track.RenderPhase;
import io.framefarm.coordinator.track.SegmentPhase;
import io.framefarm.protocol.InvalidRequestException;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.Problem;
import io.framefarm.protocol.RequestValidation;
import io.framefarm.protocol.v1.AcceptedRequest;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RequeueSegment;
import io.framefarm.protocol.v1.StateRecord;
import java.util.List;
import java.util.Optional;

/** New renders, and changes to those there are. */
final class ApplyCommands {
    private final Ledger ledger;
    private final EndRenders ends;
    private final TellStitcher stitcher;

    ApplyCommands(Ledger ledger, EndRenders ends, TellStitcher stitcher) {
        this.ledger = ledger;
        this.ends = ends;
        this.stitcher = stitcher;
    }

    void apply(RenderCommand command) {
        String id = command.getRenderId();
        if (!Limits.isName(id)) {
            ledger.note(Notable.COMMAND_IGNORED, "", "a command without a usable render id");
            return;
        }
        if (command.hasSubmit()) {
            submit(id, command.getSubmit());
            return;
        }
        if (command.hasForget()) {
            forget(id, command);
            return;
        }
        Render render = ledger.render(id);
        if (render == null) {
            ignored(id, command, "no such render is open");
            return;
        }
        switch (command.getCommandCase()) {
            case CANCEL -> cancel(render, command);
            case PAUSE -> pause(render, command);
            case RESUME -> resume(render, command);
            case CHANGE_PRIORITY -> changePriority(render, command);
            case REQUEUE_SEGMENT -> requeue(render, command);
            case RETRY -> retry(render, command);
            case SUBMIT, FORGET, COMMAND_NOT_SET -> ignored(id, command, "it names no change");
        }
    }

    private void forget(String id, RenderCommand command) {
        Render render = ledger.render(id);
        if (render != null && render.phase() == RenderPhase.FAILED) {
            ends.forget(render);
        } else if (ledger.isRetired(id)) {
            ends.forgetRetired(id);
        } else {
            ignored(id, command, render == null ? "no such render is known" : "it is " + render.phase());
        }
    }

    private void submit(String id, RenderRequest request) {
        if (ledger.isKnown(id)) {
            ledger.note(Notable.SUBMIT_REPEATED, id, "");
            return;
        }
        List<Problem> problems = RequestValidation.problems(request);
        if (!problems.isEmpty()) {
            ends.refuse(id, request, InvalidRequestException.describe(problems));
            return;
        }
        RenderRequest resolved = ResolveRequest.resolve(id, request);
        RenderPlan plan = PlanSegments.plan(resolved);
        Render render = new Render(id, plan, ledger.nowMs());
        ledger.add(render);
        ledger.change(render, accepted -> {});
        ledger.save(
                StateKeys.request(id),
                StateRecord.newBuilder()
                        .setRequest(AcceptedRequest.newBuilder().setRenderId(id).setRequest(resolved))
                        .build());
        stitcher.plan(render);
        ledger.note(Notable.RENDER_ACCEPTED, id, render.segments().size() + " segments");
    }

    private void cancel(Render render, RenderCommand command) {
        if (render.phase().next().contains(RenderPhase.CANCELLED)) {
            ends.cancel(render, command.getCancel().getReason());
        } else {
            ignored(render, command);
        }
    }

    private void pause(Render render, RenderCommand command) {
        if (render.phase().next().contains(RenderPhase.PAUSED)) {
            ledger.change(render, running -> running.moved(RenderPhase.PAUSED));
        } else {
            ignored(render, command);
        }
    }

    private void resume(Render render, RenderCommand command) {
        if (render.phase() == RenderPhase.PAUSED) {
            RenderPhase next = render.hasStarted() ? RenderPhase.RENDERING : RenderPhase.QUEUED;
            ledger.change(render, paused -> paused.moved(next));
        } else {
            ignored(render, command);
        }
    }

    private void changePriority(Render render, RenderCommand command) {
        int priority = command.getChangePriority().getPriority();
        if (render.phase().ended() || priority < Limits.MIN_PRIORITY || priority > Limits.MAX_PRIORITY) {
            ignored(render, command);
        } else {
            ledger.change(render, open -> open.reprioritised(priority));
        }
    }

    private void requeue(Render render, RenderCommand command) {
        RequeueSegment requeue = command.getRequeueSegment();
        Optional<Segment> failed = render.segment(requeue.getShot(), requeue.getSegment())
                .filter(segment -> segment.phase() == SegmentPhase.FAILED);
        if (render.phase() != RenderPhase.FAILED || failed.isEmpty()) {
            ignored(render, command);
            return;
        }
        ledger.change(failed.get(), Segment::requeued);
        Optional<Segment> stillFailed = render.segments().stream()
                .filter(segment -> segment.phase() == SegmentPhase.FAILED)
                .findFirst();
        if (stillFailed.isEmpty()) {
            reopen(render);
        }
    }

    private void retry(Render render, RenderCommand command) {
        if (render.phase() != RenderPhase.FAILED) {
            ignored(render, command);
            return;
        }
        render.segments().stream()
                .filter(segment -> segment.phase() == SegmentPhase.FAILED)
                .forEach(segment -> ledger.change(segment, Segment::requeued));
        reopen(render);
    }

    /** The stitcher was told to forget the video: it gets the plan and the winners again. */
    private void reopen(Render render) {
        ledger.change(render, Render::reopened);
        stitcher.everythingAnew(render);
    }

    private void ignored(Render render, RenderCommand command) {
        ignored(render.id(), command, "it is " + render.phase());
    }

    private void ignored(String id, RenderCommand command, String why) {
        ledger.note(Notable.COMMAND_IGNORED, id, command.getCommandCase() + ": " + why);
    }
}
