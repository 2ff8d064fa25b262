package io.framefarm.coordinator.core;

import io.framefarm.coordinator.track.RenderPhase;
import io.framefarm.coordinator.track.SegmentPhase;
import io.framefarm.protocol.v1.StateRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the farm knows of its renders, and what the step under way has changed and wants done. All changes of segments go
 * through {@link #change}, so that counts and state deltas cannot be forgotten.
 */
final class Ledger {
    /** Open renders, and failed ones, which a requeue may open again. */
    private final Map<String, Render> renders = new LinkedHashMap<>();
    /** Renders that are over for good, by the time of their end, oldest first. */
    private final Map<String, Long> ended = new LinkedHashMap<>();

    /** Of those: what was called off. */
    private final Set<String> cancelled = new HashSet<>();

    private final Set<Segment> inFlight = new LinkedHashSet<>();

    private final List<Effect> effects = new ArrayList<>();
    private final Set<Segment> changedSegments = new LinkedHashSet<>();
    private final Set<Render> changedRenders = new LinkedHashSet<>();
    private long nowMs;

    /** Time never goes back, not even when a standby with a slower clock takes over. */
    void advanceTo(long timeMs) {
        nowMs = Math.max(nowMs, timeMs);
    }

    long nowMs() {
        return nowMs;
    }

    void add(Render render) {
        renders.put(render.id(), render);
    }

    /** For a render that comes out of {@code farm.state}. */
    void restored(Render render) {
        renders.put(render.id(), render);
        for (Segment segment : render.segments()) {
            render.settle(segment, SegmentPhase.WAITING);
            if (segment.phase().inFlight()) {
                inFlight.add(segment);
            }
        }
    }

    /** Over for good: only the id and how it ended are remembered, so that nothing happens twice under it. */
    void retire(String renderId, RenderPhase how, long endedAtMs) {
        renders.remove(renderId);
        ended.put(renderId, endedAtMs);
        if (how == RenderPhase.CANCELLED) {
            cancelled.add(renderId);
        }
    }

    void forgetRetired(String renderId) {
        cancelled.remove(renderId);
    }

    boolean isCancelled(String renderId) {
        return cancelled.contains(renderId);
    }

    @Nullable
    Render render(String renderId) {
        return renders.get(renderId);
    }

    boolean isKnown(String renderId) {
        return renders.containsKey(renderId) || ended.containsKey(renderId);
    }

    boolean isRetired(String renderId) {
        return ended.containsKey(renderId);
    }

    Map<String, Render> renders() {
        return renders;
    }

    Map<String, Long> retired() {
        return ended;
    }

    Set<Segment> inFlight() {
        return inFlight;
    }

    int inFlight(String pool) {
        return (int)
                inFlight.stream().filter(segment -> segment.pool().equals(pool)).count();
    }

    void change(Segment segment, Consumer<Segment> change) {
        SegmentPhase before = segment.phase();
        change.accept(segment);
        segment.render().settle(segment, before);
        if (segment.phase().inFlight()) {
            inFlight.add(segment);
        } else {
            inFlight.remove(segment);
        }
        changedSegments.add(segment);
        changedRenders.add(segment.render());
    }

    void change(Render render, Consumer<Render> change) {
        change.accept(render);
        changedRenders.add(render);
    }

    void emit(Effect effect) {
        effects.add(effect);
    }

    void save(String key, StateRecord record) {
        effects.add(new Effect.SaveState(key, record));
    }

    void note(Notable what, String renderId, String details) {
        effects.add(new Effect.Note(what, renderId, details));
    }

    /** Never negative, whatever clocks did. */
    Duration since(long timeMs) {
        return Duration.ofMillis(Math.max(0, nowMs - timeMs));
    }

    void observe(Observation what) {
        effects.add(new Effect.Observe(what));
    }

    Set<Render> changedRenders() {
        return changedRenders;
    }

    /** Ends the step: state deltas of what has changed, after everything else. */
    List<Effect> takeEffects() {
        // First those that are over: what they had in flight is over with them, and others may have its places below.
        changedRenders.stream().filter(render -> isRetired(render.id())).forEach(this::save);
        for (Segment segment : changedSegments) {
            if (!isRetired(segment.ref().getRenderId())) {
                save(
                        StateKeys.segment(segment.ref()),
                        StateRecord.newBuilder().setSegment(segment.snapshot()).build());
            }
        }
        changedRenders.stream().filter(render -> !isRetired(render.id())).forEach(this::save);
        changedSegments.clear();
        changedRenders.clear();
        List<Effect> taken = List.copyOf(effects);
        effects.clear();
        return taken;
    }

    private void save(Render render) {
        save(
                StateKeys.render(render.id()),
                StateRecord.newBuilder().setRender(render.snapshot()).build());
    }
}
