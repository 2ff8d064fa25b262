package io.framefarm.deploy.chaos;

import io.framefarm.deploy.client.RenderWatch;
import io.framefarm.protocol.kafka.Keys;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What the farm did and when, as its topics told while it happened. For one thread. */
public final class Chronicle {

    private final List<Begun> begun = new ArrayList<>();
    private final Set<Run> ended = new HashSet<>();
    private final Map<String, RenderStatus> renders = new TreeMap<>();
    private final Map<String, Instant> since = new TreeMap<>();
    private Optional<String> active = Optional.empty();
    private Instant lastDispatch = Instant.MIN;
    private Instant lastResult = Instant.MIN;
    private Instant lastOfVideo = Instant.MIN;

    /** One rendering of one segment. */
    record Run(String segment, Attempt attempt) {}

    /** @param at when the worker said so */
    record Begun(Run run, Instant at) {
        String worker() {
            return run.attempt().getWorker();
        }
    }

    /** On {@code segments.POOL}. */
    public void dispatched(SegmentJob job, Instant at) {
        lastDispatch = later(lastDispatch, at);
    }

    /** On {@code results} or {@code videos}. */
    public void told(FarmEvent event, Instant at) {
        switch (event.getEventCase()) {
            case SEGMENT_STARTED ->
                begun.add(new Begun(
                        new Run(
                                Keys.segment(event.getSegmentStarted().getRef()),
                                event.getSegmentStarted().getAttempt()),
                        at));
            case SEGMENT_RENDERED -> {
                lastResult = later(lastResult, at);
                ended.add(new Run(
                        Keys.segment(event.getSegmentRendered().getRef()),
                        event.getSegmentRendered().getAttempt()));
            }
            case SEGMENT_FAILED ->
                ended.add(new Run(
                        Keys.segment(event.getSegmentFailed().getRef()),
                        event.getSegmentFailed().getAttempt()));
            case VIDEO_PROGRESS, VIDEO_READY -> lastOfVideo = later(lastOfVideo, at);
            case VIDEO_FAILED, FRAMES_DAMAGED, EVENT_NOT_SET -> {}
        }
    }

    /** On {@code status}. */
    public void reported(RenderStatus status, Instant at) {
        RenderStatus before = renders.put(status.getRenderId(), status);
        if (before == null || before.getState() != status.getState()) {
            since.put(status.getRenderId(), at);
        }
    }

    /** On {@code farm.state}: the active coordinator has said that it lives. */
    public void beat(String coordinator) {
        active = Optional.of(coordinator);
    }

    Optional<String> activeCoordinator() {
        return active;
    }

    /** The youngest run of each worker that has begun and not ended; of a cancelled render nobody says that it has. */
    List<Begun> rendering() {
        Map<String, Begun> youngest = new TreeMap<>();
        begun.forEach(run -> youngest.put(run.worker(), run));
        return youngest.values().stream()
                .filter(run -> !ended.contains(run.run()))
                .filter(run -> !hasEnded(renderOf(run)))
                .sorted(Comparator.comparing(Begun::at).reversed())
                .toList();
    }

    private boolean hasEnded(String renderId) {
        return status(renderId).filter(RenderWatch::hasEnded).isPresent();
    }

    private static String renderOf(Begun begun) {
        String segment = begun.run().segment();
        return segment.substring(0, segment.indexOf('/'));
    }

    /** When another worker began the segment of this run. */
    Optional<Instant> begunElsewhere(Run run, Instant after) {
        return begun.stream()
                .filter(other -> other.run().segment().equals(run.segment()))
                .filter(other -> !other.worker().equals(run.attempt().getWorker()))
                .map(Begun::at)
                .filter(at -> !at.isBefore(after))
                .findFirst();
    }

    /** Whether this worker has begun anything since. */
    boolean hasBegun(String worker, Instant after) {
        return begun.stream()
                .anyMatch(run -> run.worker().equals(worker) && run.at().isAfter(after));
    }

    /** How often segments of these renders were begun, each beyond the first time. */
    int begunAgain(Predicate<String> renderIds) {
        List<String> segments = begun.stream()
                .filter(run -> renderIds.test(renderOf(run)))
                .map(run -> run.run().segment())
                .toList();
        return segments.size() - new HashSet<>(segments).size();
    }

    int begunCount(Predicate<String> renderIds) {
        return (int) begun.stream().filter(run -> renderIds.test(renderOf(run))).count();
    }

    Optional<Instant> dispatchedSince(Instant after) {
        return Optional.of(lastDispatch).filter(at -> at.isAfter(after));
    }

    Optional<Instant> resultSince(Instant after) {
        return Optional.of(lastResult).filter(at -> at.isAfter(after));
    }

    Optional<Instant> videoNewsSince(Instant after) {
        return Optional.of(lastOfVideo).filter(at -> at.isAfter(after));
    }

    Optional<RenderStatus> status(String renderId) {
        return Optional.ofNullable(renders.get(renderId));
    }

    /** Since when it is in the state that it is in. */
    Instant since(String renderId) {
        return since.getOrDefault(renderId, Instant.MAX);
    }

    List<RenderStatus> open() {
        return renders.values().stream()
                .filter(status -> !RenderWatch.hasEnded(status))
                .toList();
    }

    List<RenderStatus> ended() {
        return renders.values().stream().filter(RenderWatch::hasEnded).toList();
    }

    long endedAs(RenderState state) {
        return renders.values().stream()
                .filter(status -> status.getState() == state)
                .count();
    }

    private static Instant later(Instant one, Instant other) {
        return other.isAfter(one) ? other : one;
    }
}
