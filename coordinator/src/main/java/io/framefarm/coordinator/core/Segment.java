package io.framefarm.coordinator.core;

import io.framefarm.coordinator.plan.PlannedSegment;
import io.framefarm.coordinator.plan.RenderWork;
import io.framefarm.coordinator.track.SegmentPhase;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.FrameDigest;
import io.framefarm.protocol.v1.LatentAddress;
import io.framefarm.protocol.v1.LatentInput;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.protocol.v1.SegmentSnapshot;
import io.framefarm.protocol.v1.Window;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One segment as it stands. Every change goes through a method named after what happened to it. */
final class Segment {
    private final Render render;
    private final SegmentRef ref;
    private final PlannedSegment planned;

    private SegmentPhase phase = SegmentPhase.WAITING;
    private int dispatch;
    private int failedAttempts;
    private int resourceWaits;
    private String pool = "";
    private long dispatchedAtMs;
    private long notBeforeMs;
    /** When its worker fell silent; 0 while there is nothing to wait for. */
    private long lostAtMs;

    private @Nullable Attempt attempt;
    private List<FrameDigest> frames = List.of();
    /** Of the winner, and after it was taken back still those that others may hold. */
    private LatentAddress latents = LatentAddress.getDefaultInstance();

    private @Nullable Failure failure;
    private final Set<String> avoidWorkers = new LinkedHashSet<>();

    /** Last sign of life, and last progress, of the attempt under way. Not kept: a restart starts them anew. */
    private long signalAtMs;

    private long progressAtMs;
    private int step = -1;

    Segment(Render render, SegmentRef ref, PlannedSegment planned) {
        this.render = render;
        this.ref = ref;
        this.planned = planned;
    }

    void dispatched(String toPool, long nowMs) {
        phase = phase.to(SegmentPhase.DISPATCHED);
        dispatch++;
        pool = toPool;
        // INVARIANT: later than the last dispatch, so that a revocation of that one spares this one.
        dispatchedAtMs = Math.max(nowMs, Math.max(dispatchedAtMs, render.revokedAtMs()) + 1);
        lostAtMs = 0;
        attempt = null;
    }

    void started(Attempt by, long nowMs) {
        if (phase != SegmentPhase.RENDERING) { // else: delivered again, and the new holder is the one to watch
            phase = phase.to(SegmentPhase.RENDERING);
        }
        attempt = by;
        lostAtMs = 0;
        signalAtMs = nowMs;
        progressAtMs = nowMs;
        step = -1;
    }

    void signalled(int atStep, long nowMs) {
        signalAtMs = nowMs;
        if (atStep != step) {
            step = atStep;
            progressAtMs = nowMs;
        }
    }

    void lost(long nowMs) {
        phase = phase.to(SegmentPhase.DISPATCHED);
        lostAtMs = nowMs;
    }

    /** Nobody in its pool lives who could take the job, or they are back and it lies there still. */
    void stranded(long sinceMs) {
        lostAtMs = sinceMs;
    }

    void won(SegmentRendered by) {
        phase = phase.to(SegmentPhase.DONE);
        attempt = by.getAttempt();
        dispatch = Math.max(dispatch, by.getAttempt().getDispatch());
        frames = List.copyOf(by.getFramesList());
        latents = by.getLatents();
        failure = null;
        lostAtMs = 0;
    }

    void retriesAt(long whenMs, String failedWorker, Failure because) {
        phase = phase.to(SegmentPhase.WAITING);
        failedAttempts++;
        if (!failedWorker.isEmpty()) {
            avoidWorkers.add(failedWorker);
        }
        frames = List.of();
        failure = because;
        notBeforeMs = whenMs;
        lostAtMs = 0;
    }

    void waitsForResources(long untilMs, Failure because) {
        phase = phase.to(SegmentPhase.WAITING);
        resourceWaits++;
        failure = because;
        notBeforeMs = untilMs;
        lostAtMs = 0;
    }

    void givenUp(Failure because) {
        phase = phase.to(SegmentPhase.FAILED);
        failure = because;
        lostAtMs = 0;
    }

    /** What it handed on is gone, and somebody needs it. */
    void wantedAgain() {
        phase = phase.to(SegmentPhase.WAITING);
        frames = List.of();
        notBeforeMs = 0;
        lostAtMs = 0;
    }

    /** Its job is void; the render decides whether it will ever be dispatched again. */
    void revoked() {
        phase = phase.to(SegmentPhase.WAITING);
        lostAtMs = 0;
    }

    void requeued() {
        phase = phase.to(SegmentPhase.WAITING);
        failedAttempts = 0;
        resourceWaits = 0;
        notBeforeMs = 0;
        failure = null;
        avoidWorkers.clear();
    }

    /** The job as last dispatched. */
    SegmentJob job(boolean avoidingOthers) {
        Recipe.Builder recipe = render.plan().recipe(ref.getShot(), ref.getSegment()).toBuilder();
        SegmentJob.Builder job =
                SegmentJob.newBuilder().setRef(ref).setDispatch(dispatch).setDispatchedAtMs(dispatchedAtMs);
        for (LatentInput.Builder input : recipe.getInputsBuilderList()) {
            LatentAddress found = render.neededBy(this, input.getSegment()).latents;
            input.setSha256(found.getSha256());
            job.addLatents(found);
        }
        job.setRecipe(recipe);
        if (avoidingOthers) {
            job.addAllAvoidWorkers(avoidWorkers);
        }
        return job.build();
    }

    SegmentSnapshot snapshot() {
        SegmentSnapshot.Builder snapshot = SegmentSnapshot.newBuilder()
                .setRef(ref)
                .setState(phase.state())
                .setDispatch(dispatch)
                .setFailedAttempts(failedAttempts)
                .setResourceWaits(resourceWaits)
                .setPool(pool)
                .setDispatchedAtMs(dispatchedAtMs)
                .setNotBeforeMs(notBeforeMs)
                .addAllFrames(frames)
                .addAllAvoidWorkers(avoidWorkers)
                .setLostAtMs(lostAtMs);
        if (latents.getSizeBytes() > 0) {
            snapshot.setLatents(latents);
        }
        if (attempt != null) {
            snapshot.setAttempt(attempt);
        }
        if (failure != null) {
            snapshot.setFailure(failure);
        }
        return snapshot.build();
    }

    void restore(SegmentSnapshot snapshot, long nowMs) {
        phase = SegmentPhase.of(snapshot.getState());
        dispatch = snapshot.getDispatch();
        failedAttempts = snapshot.getFailedAttempts();
        resourceWaits = snapshot.getResourceWaits();
        pool = snapshot.getPool();
        dispatchedAtMs = snapshot.getDispatchedAtMs();
        notBeforeMs = snapshot.getNotBeforeMs();
        lostAtMs = snapshot.getLostAtMs();
        attempt = snapshot.hasAttempt() ? snapshot.getAttempt() : null;
        frames = List.copyOf(snapshot.getFramesList());
        latents = snapshot.getLatents();
        failure = snapshot.hasFailure() ? snapshot.getFailure() : null;
        avoidWorkers.addAll(snapshot.getAvoidWorkersList());
        signalAtMs = nowMs;
        progressAtMs = nowMs;
    }

    /** Proportional to the time that a worker takes. */
    long cost() {
        int steps = Math.max(
                1, render.request().getShots(ref.getShot()).getSampling().getSteps());
        return RenderWork.of(planned, steps)
                .drafted(render.request().getDraft())
                .units((long) render.request().getWidth() * render.request().getHeight());
    }

    /** Whether a result names the dispatch under way. */
    boolean isCurrent(Attempt by) {
        return by.getDispatch() == dispatch && dispatch > 0;
    }

    Render render() {
        return render;
    }

    SegmentRef ref() {
        return ref;
    }

    PlannedSegment planned() {
        return planned;
    }

    /** The frames that come out of it; none of a segment that only hands on latents. */
    Window window() {
        return planned.published();
    }

    SegmentPhase phase() {
        return phase;
    }

    int dispatch() {
        return dispatch;
    }

    int failedAttempts() {
        return failedAttempts;
    }

    int resourceWaits() {
        return resourceWaits;
    }

    String pool() {
        return pool;
    }

    long dispatchedAtMs() {
        return dispatchedAtMs;
    }

    long notBeforeMs() {
        return notBeforeMs;
    }

    long lostAtMs() {
        return lostAtMs;
    }

    long signalAtMs() {
        return signalAtMs;
    }

    long progressAtMs() {
        return progressAtMs;
    }

    @Nullable
    Attempt attempt() {
        return attempt;
    }

    /** Of the attempt under way or the winner; empty when there is none. */
    String worker() {
        return attempt == null ? "" : attempt.getWorker();
    }

    List<FrameDigest> frames() {
        return frames;
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    Set<String> avoidWorkers() {
        return Set.copyOf(avoidWorkers);
    }
}
