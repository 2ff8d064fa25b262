package io.framefarm.coordinator.core;

import io.framefarm.coordinator.admit.RenderingPace;
import io.framefarm.coordinator.track.RenderPhase;
import io.framefarm.coordinator.track.SegmentPhase;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FramesDamaged;
import io.framefarm.protocol.v1.SegmentFailed;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.protocol.v1.SegmentStarted;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What workers, the stitcher and the broker report. Everything is fenced by its attempt. */
final class ApplyEvents {
    private final Ledger ledger;
    private final SegmentFailures failures;
    private final EndRenders ends;
    private final TellStitcher stitcher;
    private final RenderingPace pace;

    ApplyEvents(Ledger ledger, SegmentFailures failures, EndRenders ends, TellStitcher stitcher, RenderingPace pace) {
        this.ledger = ledger;
        this.failures = failures;
        this.ends = ends;
        this.stitcher = stitcher;
        this.pace = pace;
    }

    /** What is told of a render before it was asked for is no honest worker's: a segment is dispatched after its plan. */
    void apply(FarmEvent event) {
        String id = renderIdOf(event);
        Render render = ledger.render(id);
        if (render == null) {
            if (ledger.isRetired(id)) {
                late(id, event, ledger.isCancelled(id));
            } else {
                ledger.note(Notable.EVENT_DROPPED, id, event.getEventCase() + " of an unknown render");
            }
            return;
        }
        if (render.phase().ended()) {
            late(id, event, true);
            return;
        }
        switch (event.getEventCase()) {
            case SEGMENT_STARTED -> started(render, event.getSegmentStarted());
            case SEGMENT_RENDERED -> rendered(render, event.getSegmentRendered());
            case SEGMENT_FAILED -> failed(render, event.getSegmentFailed());
            case VIDEO_PROGRESS ->
                ledger.change(
                        render, open -> open.encoded(event.getVideoProgress().getFramesEncoded()));
            case VIDEO_READY -> {
                if (render.phase() == RenderPhase.STITCHING) {
                    ends.publish(render, event.getVideoReady());
                } else {
                    ledger.note(Notable.RESULT_INVALID, id, "a video of a render that is " + render.phase());
                }
            }
            case VIDEO_FAILED ->
                ends.fail(render, Failures.bounded(event.getVideoFailed().getFailure()));
            case FRAMES_DAMAGED -> damaged(render, event.getFramesDamaged());
            case EVENT_NOT_SET -> ledger.note(Notable.RESULT_INVALID, id, "an event that says nothing");
        }
    }

    /** A stitcher that had not heard of the end may have published the video of a render that has none. */
    private void late(String id, FarmEvent event, boolean endedWithoutVideo) {
        ledger.note(Notable.RESULT_LATE, id, event.getEventCase().toString());
        if (event.hasVideoReady() && endedWithoutVideo) {
            stitcher.abandon(id, "the render had ended before its video was ready");
        }
    }

    void heartbeat(WorkerHeartbeat heartbeat) {
        if (!heartbeat.hasRendering()) {
            return;
        }
        segment(heartbeat.getRendering())
                .filter(segment -> segment.phase() == SegmentPhase.RENDERING)
                .filter(segment -> heartbeat.getAttempt().equals(segment.attempt()))
                .ifPresent(segment -> segment.signalled(heartbeat.getStep(), ledger.nowMs()));
    }

    void deadLettered(SegmentJob job) {
        Optional<Segment> current = segment(job.getRef())
                .filter(segment -> segment.phase().inFlight())
                .filter(segment -> segment.dispatch() == job.getDispatch());
        if (current.isPresent()) {
            failures.failed(current.get(), current.get().worker(), Failures.poison(job.getDispatch()));
        } else {
            ledger.note(
                    Notable.RESULT_STALE,
                    job.getRef().getRenderId(),
                    "a dead letter of " + StateKeys.segment(job.getRef()));
        }
    }

    private void started(Render render, SegmentStarted started) {
        Segment segment = fenced(render, started.getRef(), started.getAttempt());
        if (segment == null) {
            return;
        }
        if (!segment.phase().inFlight()) {
            stale("a start", segment, started.getAttempt());
            return;
        }
        ledger.change(segment, waiting -> waiting.started(started.getAttempt(), ledger.nowMs()));
        ledger.observe(new Observation.SegmentBegun(segment.pool(), ledger.since(segment.dispatchedAtMs())));
        if (render.phase() == RenderPhase.QUEUED) {
            ledger.observe(
                    new Observation.RenderBegun(render.request().getProducer(), ledger.since(render.acceptedAtMs())));
            ledger.change(render, queued -> queued.moved(RenderPhase.RENDERING));
        }
    }

    private void rendered(Render render, SegmentRendered rendered) {
        Segment segment = open(render, rendered.getRef(), rendered.getAttempt());
        if (segment == null) {
            return;
        }
        if (!segment.isCurrent(rendered.getAttempt())) {
            stale("a result", segment, rendered.getAttempt());
            return;
        }
        Optional<String> misfit = ResultCheck.misfit(segment, rendered);
        if (misfit.isPresent()) {
            invalid(segment, rendered, misfit.get());
            return;
        }
        ledger.change(segment, open -> open.won(rendered));
        observe(segment, rendered);
        ledger.note(Notable.SEGMENT_WON, render.id(), StateKeys.segment(segment.ref()));
        stitcher.won(segment);
        ledger.change(render, open -> {
            if (open.framesRendered() > 0) {
                open.firstFrameAt(ledger.nowMs());
            }
            if (open.phase() == RenderPhase.QUEUED) {
                open.moved(RenderPhase.RENDERING);
            }
            if (open.allSegmentsDone()) {
                open.moved(RenderPhase.STITCHING);
            }
        });
        if (render.phase() == RenderPhase.STITCHING && render.hadWinnerTakenBack()) {
            // A stitcher that could use the damaged frames after all has published the video too early to be heard.
            stitcher.everythingAnew(render);
        }
    }

    private void observe(Segment segment, SegmentRendered rendered) {
        Render render = segment.render();
        String producer = render.request().getProducer();
        Duration gpuTime = StageTimes.total(rendered.getStagesList());
        pace.measured(render.request().getModel(), segment.cost(), gpuTime);
        ledger.observe(new Observation.SegmentDone(segment.pool(), producer, gpuTime));
        if (render.firstFrameAtMs() == 0 && render.framesRendered() > 0) {
            ledger.observe(new Observation.FirstFrame(producer, ledger.since(render.acceptedAtMs())));
        }
    }

    private void invalid(Segment segment, SegmentRendered rendered, String misfit) {
        ledger.note(Notable.RESULT_INVALID, segment.render().id(), StateKeys.segment(segment.ref()) + ": " + misfit);
        String worker = rendered.getAttempt().getWorker();
        if (isUnderWay(segment, rendered.getAttempt())) {
            failures.failed(segment, worker, Failures.invalidResult(worker, misfit));
        }
    }

    private void failed(Render render, SegmentFailed failed) {
        Segment segment = fenced(render, failed.getRef(), failed.getAttempt());
        if (segment == null) {
            return;
        }
        if (isUnderWay(segment, failed.getAttempt())) {
            failures.failed(segment, failed.getAttempt().getWorker(), failed.getFailure());
        } else {
            stale("a failure", segment, failed.getAttempt());
        }
    }

    /** The stitcher cannot use what the winner published: damaged, or gone from the topic. */
    private void damaged(Render render, FramesDamaged damaged) {
        Optional<Segment> winner = render.segment(
                        damaged.getRef().getShot(), damaged.getRef().getSegment())
                .filter(segment -> segment.phase() == SegmentPhase.DONE)
                .filter(segment -> damaged.getWinner().equals(segment.attempt()));
        if (winner.isEmpty()) {
            ledger.note(Notable.RESULT_STALE, render.id(), "damage of " + StateKeys.segment(damaged.getRef()));
            return;
        }
        if (render.phase() == RenderPhase.STITCHING) {
            ledger.change(render, stitching -> stitching.moved(RenderPhase.RENDERING));
        }
        ledger.change(render, Render::winnerTakenBack);
        failures.failed(winner.get(), damaged.getWinner().getWorker(), damaged.getFailure());
    }

    /** A failure of one delivery says nothing while another one is being rendered. */
    private static boolean isUnderWay(Segment segment, Attempt attempt) {
        return segment.isCurrent(attempt)
                && (segment.phase() == SegmentPhase.DISPATCHED
                        || (segment.phase() == SegmentPhase.RENDERING && attempt.equals(segment.attempt())));
    }

    /** The segment if it is open; null, and noted, otherwise. */
    private @Nullable Segment open(Render render, SegmentRef ref, Attempt attempt) {
        Segment segment = render.segment(ref.getShot(), ref.getSegment()).orElse(null);
        if (segment == null) {
            ledger.note(Notable.RESULT_INVALID, ref.getRenderId(), StateKeys.segment(ref) + " does not exist");
        } else if (segment.phase() == SegmentPhase.DONE) {
            ledger.note(
                    Notable.RESULT_DUPLICATE, ref.getRenderId(), StateKeys.segment(ref) + " by " + attempt.getWorker());
            return null;
        }
        return segment;
    }

    /** As {@link #open}, and of the dispatch under way. */
    private @Nullable Segment fenced(Render render, SegmentRef ref, Attempt attempt) {
        Segment segment = open(render, ref, attempt);
        if (segment != null && !segment.isCurrent(attempt)) {
            stale("an event", segment, attempt);
            return null;
        }
        return segment;
    }

    private void stale(String what, Segment segment, Attempt attempt) {
        ledger.note(
                Notable.RESULT_STALE,
                segment.render().id(),
                "%s of %s by %s for dispatch %d; it is %s in dispatch %d"
                        .formatted(
                                what,
                                StateKeys.segment(segment.ref()),
                                attempt.getWorker(),
                                attempt.getDispatch(),
                                segment.phase(),
                                segment.dispatch()));
    }

    private Optional<Segment> segment(SegmentRef ref) {
        return Optional.ofNullable(ledger.render(ref.getRenderId()))
                .flatMap(render -> render.segment(ref.getShot(), ref.getSegment()));
    }

    static String renderIdOf(FarmEvent event) {
        return switch (event.getEventCase()) {
            case SEGMENT_STARTED -> event.getSegmentStarted().getRef().getRenderId();
            case SEGMENT_RENDERED -> event.getSegmentRendered().getRef().getRenderId();
            case SEGMENT_FAILED -> event.getSegmentFailed().getRef().getRenderId();
            case VIDEO_PROGRESS -> event.getVideoProgress().getRenderId();
            case VIDEO_READY -> event.getVideoReady().getRenderId();
            case VIDEO_FAILED -> event.getVideoFailed().getRenderId();
            case FRAMES_DAMAGED -> event.getFramesDamaged().getRef().getRenderId();
            case EVENT_NOT_SET -> "";
        };
    }
}
