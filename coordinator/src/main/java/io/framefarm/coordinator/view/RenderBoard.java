package io.framefarm.coordinator.view;

import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderStatus;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How every render stands. One thread writes, any number read without waiting for it; a reader may see one map a moment
 * before the other. Of each render only the last change is kept, so what followers are told is bounded by the number of
 * renders, however slow they are.
 */
public final class RenderBoard {
    private static final long MAX_REQUEST_BYTES = 64L << 20;
    private static final int MAX_FORGOTTEN = 10_000;

    private final Map<String, RenderView> renders = new ConcurrentHashMap<>();
    private final NavigableMap<RenderPlace, RenderView> byPlace = new ConcurrentSkipListMap<>();
    private final NavigableMap<Long, RenderChange> changes = new ConcurrentSkipListMap<>();
    private final Deque<Long> forgotten = new ArrayDeque<>();
    private final RequestShelf requests = new RequestShelf(MAX_REQUEST_BYTES);
    private final OpenWork open = new OpenWork();
    private final ForgottenFrames forgottenFrames = new ForgottenFrames();
    private final RenderingRate rate = new RenderingRate();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();

    /** A record of {@code status}. */
    public void put(RenderStatus status, long offset, long atMs) {
        RenderView now = new RenderView(status, offset);
        RenderView before = renders.get(now.id());
        if (before != null && before.offset() >= offset) {
            return; // read once more after the connection was lost
        }
        renders.put(now.id(), now);
        open.add(now);
        if (before != null) {
            open.remove(before);
            changes.remove(before.offset());
            if (!before.place().equals(now.place())) {
                byPlace.remove(before.place());
            }
            rate.rendered(atMs, status.getFramesRendered() - before.status().getFramesRendered());
        }
        byPlace.put(now.place(), now);
        changes.put(offset, new RenderChange(offset, now.id(), Optional.of(now)));
    }

    /** A tombstone of {@code status}. */
    public void forget(String id, long offset) {
        RenderView before = renders.remove(id);
        requests.remove(id);
        if (before == null) {
            return;
        }
        open.remove(before);
        forgottenFrames.add(before);
        byPlace.remove(before.place());
        changes.remove(before.offset());
        changes.put(offset, new RenderChange(offset, id, Optional.empty()));
        forgotten.add(offset);
        if (forgotten.size() > MAX_FORGOTTEN) {
            changes.remove(forgotten.remove());
        }
    }

    /** A submission has been read; it may come before or after the render's first status. */
    public void requested(String id, RenderRequest request) {
        requests.put(id, request);
    }

    /** Tells followers that something may have changed; they look for themselves. */
    public void tellFollowers() {
        followers.forEach(Runnable::run);
    }

    /** The follower is called on the writing thread after changes: it must be quick. */
    public AutoCloseable follow(Runnable follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    public Optional<RenderView> find(String id) {
        return Optional.ofNullable(renders.get(id));
    }

    /** As it was submitted; empty when the render is unknown or its request was too long ago. */
    public Optional<RenderRequest> request(String id) {
        return requests.find(id);
    }

    /** What a producer has asked for since then, in renders that are there and in those that were forgotten. */
    public long framesSince(String producer, long sinceMs) {
        long frames = forgottenFrames.since(producer, sinceMs);
        for (RenderView render : newestFirst()) {
            if (render.status().getAcceptedAtMs() < sinceMs) {
                break;
            }
            if (render.status().getProducer().equals(producer)) {
                frames += render.status().getFramesTotal();
            }
        }
        return frames;
    }

    public int size() {
        return renders.size();
    }

    /** The newest first; goes along with changes. */
    public Collection<RenderView> newestFirst() {
        return Collections.unmodifiableCollection(byPlace.values());
    }

    /** Those that come after this place in the list. */
    public Collection<RenderView> after(RenderPlace place) {
        return Collections.unmodifiableCollection(byPlace.tailMap(place, false).values());
    }

    public Collection<RenderView> oldestFirst() {
        return Collections.unmodifiableCollection(byPlace.descendingMap().values());
    }

    /** Those that come before this place in the list, the next one first. */
    public Collection<RenderView> before(RenderPlace place) {
        return Collections.unmodifiableCollection(
                byPlace.headMap(place, false).descendingMap().values());
    }

    /** The first change after this offset, if there is one. */
    public Optional<RenderChange> nextChange(long offset) {
        return Optional.ofNullable(changes.higherEntry(offset)).map(Map.Entry::getValue);
    }

    /** Of the last change; -1 when there was none. */
    public long lastOffset() {
        Map.Entry<Long, RenderChange> last = changes.lastEntry();
        return last == null ? -1 : last.getKey();
    }

    /** Renders that have not ended. */
    public int openRenders() {
        return open.renders();
    }

    public int openRendersOf(String producer) {
        return open.rendersOf(producer);
    }

    /** Frames of open renders that are not rendered yet. */
    public long waitingFrames() {
        return open.frames();
    }

    /** Rendered frames a second of the whole farm, lately; 0 when unknown. */
    public double framesPerSecond(long nowMs) {
        return rate.perSecond(nowMs);
    }
}
