package io.framefarm.coordinator.core;

import io.framefarm.coordinator.plan.RenderPlan;
import io.framefarm.coordinator.track.RenderPhase;
import io.framefarm.coordinator.track.SegmentPhase;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderSnapshot;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.VideoReady;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One render as it stands, with its segments in the order of frames. */
final class Render {
    private final String id;
    private final RenderPlan plan;
    private final List<Segment> segments = new ArrayList<>();
    /** The first segment of each shot among all. */
    private final int[] shotStarts;

    private RenderPhase phase = RenderPhase.QUEUED;
    private int priority;
    private long acceptedAtMs;
    private long firstFrameAtMs;
    private long endedAtMs;
    private long revokedAtMs;
    private int framesEncoded;
    private boolean winnerTakenBack;
    private @Nullable Failure failure;
    private @Nullable VideoReady video;

    /** By position, the positions of those that need it. */
    private final List<List<Integer>> neededBy = new ArrayList<>();

    /** Waiting segments of which all that they need is done, and counts: derived from the segments by {@link #settle}. */
    private final TreeSet<Integer> ready = new TreeSet<>();

    private int segmentsWaiting;
    private long waitingCost;
    private int segmentsDone;
    private int framesRendered;

    Render(String id, RenderPlan plan, long acceptedAtMs) {
        this.id = id;
        this.plan = plan;
        this.priority = plan.request().getPriority();
        this.acceptedAtMs = acceptedAtMs;
        this.shotStarts = new int[plan.shots()];
        for (int shot = 0; shot < plan.shots(); shot++) {
            shotStarts[shot] = segments.size();
            for (int number = 0; number < plan.segments(shot); number++) {
                SegmentRef ref = SegmentRef.newBuilder()
                        .setRenderId(id)
                        .setShot(shot)
                        .setSegment(number)
                        .build();
                Segment segment = new Segment(this, ref, plan.segment(shot, number));
                neededBy.add(new ArrayList<>());
                segment.planned()
                        .needs()
                        .forEach(need ->
                                neededBy.get(position(segment.ref(), need)).add(segments.size()));
                segments.add(segment);
                waitingCost += segment.cost();
            }
        }
        segmentsWaiting = segments.size();
        for (int position = 0; position < segments.size(); position++) {
            settleReady(position);
        }
    }

    private int position(SegmentRef ref, int number) {
        return shotStarts[ref.getShot()] + number;
    }

    /** Of the same shot. */
    Segment neededBy(Segment segment, int number) {
        return segments.get(position(segment.ref(), number));
    }

    Optional<Segment> segment(int shot, int number) {
        boolean exists = shot >= 0 && shot < plan.shots() && number >= 0 && number < plan.segments(shot);
        return exists ? Optional.of(segments.get(shotStarts[shot] + number)) : Optional.empty();
    }

    /** Counts a segment again that has changed from this phase. */
    void settle(Segment segment, SegmentPhase before) {
        if (before == SegmentPhase.WAITING && segment.phase() != SegmentPhase.WAITING) {
            segmentsWaiting--;
            waitingCost -= segment.cost();
        } else if (before != SegmentPhase.WAITING && segment.phase() == SegmentPhase.WAITING) {
            segmentsWaiting++;
            waitingCost += segment.cost();
        }
        int position = position(segment.ref(), segment.ref().getSegment());
        settleReady(position);
        boolean done = segment.phase() == SegmentPhase.DONE;
        if (done != (before == SegmentPhase.DONE)) {
            segmentsDone += done ? 1 : -1;
            framesRendered += segment.window().getFrames() * (done ? 1 : -1);
            neededBy.get(position).forEach(this::settleReady);
        }
    }

    private void settleReady(int position) {
        Segment segment = segments.get(position);
        boolean isReady = segment.phase() == SegmentPhase.WAITING
                && segment.planned().needs().stream()
                        .allMatch(need -> neededBy(segment, need).phase() == SegmentPhase.DONE);
        if (isReady) {
            ready.add(position);
        } else {
            ready.remove(position);
        }
    }

    /** The first waiting segment that may be dispatched now. */
    Optional<Segment> nextWaiting(long nowMs) {
        return ready.stream()
                .map(segments::get)
                .filter(segment -> segment.notBeforeMs() <= nowMs)
                .findFirst();
    }

    void moved(RenderPhase next) {
        phase = phase.to(next);
    }

    void ended(RenderPhase how, long nowMs) {
        phase = phase.to(how);
        endedAtMs = nowMs;
    }

    void failed(Failure because, long nowMs) {
        ended(RenderPhase.FAILED, nowMs);
        failure = because;
    }

    void reopened() {
        phase = phase.to(allSegmentsDone() ? RenderPhase.STITCHING : RenderPhase.RENDERING);
        failure = null;
        endedAtMs = 0;
        framesEncoded = 0;
    }

    void published(VideoReady ready, long nowMs) {
        ended(RenderPhase.DONE, nowMs);
        video = ready;
        framesEncoded = ready.getFrames();
    }

    void encoded(int frames) {
        framesEncoded = Math.max(framesEncoded, frames);
    }

    void firstFrameAt(long nowMs) {
        if (firstFrameAtMs == 0) {
            firstFrameAtMs = nowMs;
        }
    }

    /** Voids every job dispatched so far. */
    void revoked(long nowMs) {
        long last = segments.stream().mapToLong(Segment::dispatchedAtMs).max().orElse(0);
        revokedAtMs = Math.max(nowMs, last);
    }

    void reprioritised(int newPriority) {
        priority = newPriority;
    }

    RenderSnapshot snapshot() {
        RenderSnapshot.Builder snapshot = RenderSnapshot.newBuilder()
                .setRenderId(id)
                .setState(phase.state())
                .setProducer(request().getProducer())
                .setModel(request().getModel())
                .setPriority(priority)
                .setFramesEncoded(framesEncoded)
                .setAcceptedAtMs(acceptedAtMs)
                .setFirstFrameAtMs(firstFrameAtMs)
                .setEndedAtMs(endedAtMs)
                .setRevokedAtMs(revokedAtMs)
                .setWinnerTakenBack(winnerTakenBack);
        if (failure != null) {
            snapshot.setFailure(failure);
        }
        if (video != null) {
            snapshot.setVideo(video);
        }
        return snapshot.build();
    }

    void restore(RenderSnapshot snapshot) {
        phase = RenderPhase.of(snapshot.getState());
        priority = snapshot.getPriority();
        framesEncoded = snapshot.getFramesEncoded();
        acceptedAtMs = snapshot.getAcceptedAtMs();
        firstFrameAtMs = snapshot.getFirstFrameAtMs();
        endedAtMs = snapshot.getEndedAtMs();
        revokedAtMs = snapshot.getRevokedAtMs();
        winnerTakenBack = snapshot.getWinnerTakenBack();
        failure = snapshot.hasFailure() ? snapshot.getFailure() : null;
        video = snapshot.hasVideo() ? snapshot.getVideo() : null;
    }

    String id() {
        return id;
    }

    RenderPlan plan() {
        return plan;
    }

    RenderRequest request() {
        return plan.request();
    }

    List<Segment> segments() {
        return segments;
    }

    RenderPhase phase() {
        return phase;
    }

    int priority() {
        return priority;
    }

    long acceptedAtMs() {
        return acceptedAtMs;
    }

    long firstFrameAtMs() {
        return firstFrameAtMs;
    }

    long endedAtMs() {
        return endedAtMs;
    }

    long revokedAtMs() {
        return revokedAtMs;
    }

    int framesEncoded() {
        return framesEncoded;
    }

    int framesRendered() {
        return framesRendered;
    }

    int waitingSegments() {
        return segmentsWaiting;
    }

    /** Of all waiting segments together. */
    long waitingCost() {
        return waitingCost;
    }

    boolean allSegmentsDone() {
        return segmentsDone == segments.size();
    }

    /** The stitcher found damage. It may yet use those frames, and publish while they are rendered again. */
    void winnerTakenBack() {
        winnerTakenBack = true;
    }

    boolean hadWinnerTakenBack() {
        return winnerTakenBack;
    }

    boolean hasSegmentInFlight() {
        return segments.stream().anyMatch(segment -> segment.phase().inFlight());
    }

    /** Whether any segment has been started or rendered. */
    boolean hasStarted() {
        return segments.stream()
                .anyMatch(segment -> segment.phase() == SegmentPhase.RENDERING || segment.phase() == SegmentPhase.DONE);
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    @Nullable
    VideoReady video() {
        return video;
    }
}
