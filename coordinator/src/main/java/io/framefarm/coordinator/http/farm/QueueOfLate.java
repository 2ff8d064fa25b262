package io.framefarm.coordinator.http.farm;

import io.framefarm.coordinator.view.RenderBoard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The queue as it was a moment ago: to put thousands of renders in order for every caller would be too much. */
final class QueueOfLate {
    private static final Duration GOOD_FOR = Duration.ofMillis(250);

    private List<QueueEntry> entries = List.of();
    private Instant madeAt = Instant.MIN;

    /** Used by one event loop. */
    List<QueueEntry> of(RenderBoard board, Instant now, double framesPerSecond) {
        if (!now.isBefore(madeAt.plus(GOOD_FOR))) {
            entries = QueueEntry.inOrder(board, now, framesPerSecond);
            madeAt = now;
        }
        return entries;
    }
}
