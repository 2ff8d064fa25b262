package io.framefarm.coordinator.stitch;

import io.framefarm.coordinator.preview.RemovePreview;
import io.framefarm.coordinator.store.VideoStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Previews of renders that have ended: kept for those who are watching, then removed. Used by one thread. Those of a
 * stitcher that is killed in the meantime stay in the store.
 */
final class EndedPreviews {
    private static final Logger LOG = LoggerFactory.getLogger(EndedPreviews.class);
    /** Whoever watches has noticed the end by then, and has the video. */
    private static final Duration KEPT_FOR = Duration.ofMinutes(1);

    private final VideoStore store;
    private final Executor threads;
    /** Oldest first. */
    private final Map<String, Instant> endedAt = new LinkedHashMap<>();

    EndedPreviews(VideoStore store, Executor threads) {
        this.store = store;
        this.threads = threads;
    }

    void add(String renderId, Instant now) {
        endedAt.remove(renderId);
        endedAt.put(renderId, now);
    }

    void removeDue(Instant now) {
        List<String> due = endedAt.entrySet().stream()
                .takeWhile(ended -> !ended.getValue().plus(KEPT_FOR).isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(this::remove);
    }

    void removeAll() {
        List.copyOf(endedAt.keySet()).forEach(this::remove);
    }

    /** The render begins anew, and its preview with it. */
    void keep(String renderId) {
        endedAt.remove(renderId);
    }

    private void remove(String renderId) {
        endedAt.remove(renderId);
        threads.execute(() -> {
            try {
                RemovePreview.of(renderId, store);
            } catch (IOException e) {
                LOG.warn("The preview of render {} stays behind in the store: {}", renderId, e.toString());
            }
        });
    }
}
