package io.framefarm.coordinator.core;

import io.framefarm.coordinator.track.RenderPhase;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Keeps the history finite: ended renders go after their retention, or earlier when there are too many. */
final class ExpireRenders {
    private final Ledger ledger;
    private final EndRenders ends;
    private final long retentionMs;
    private final int limit;

    ExpireRenders(Ledger ledger, EndRenders ends, FarmSettings settings) {
        this.ledger = ledger;
        this.ends = ends;
        this.retentionMs = settings.retention().toMillis();
        this.limit = settings.maxEnded();
    }

    void expire() {
        expireRetired();
        expireFailed();
    }

    private void expireRetired() {
        Iterator<Map.Entry<String, Long>> oldestFirst =
                ledger.retired().entrySet().iterator();
        while (oldestFirst.hasNext()) {
            Map.Entry<String, Long> ended = oldestFirst.next();
            if (!isExpired(ended.getValue()) && ledger.retired().size() <= limit) {
                return;
            }
            oldestFirst.remove();
            ends.forgetRetired(ended.getKey());
        }
    }

    private void expireFailed() {
        List<Render> oldestFirst = ledger.renders().values().stream()
                .filter(render -> render.phase() == RenderPhase.FAILED)
                .sorted(Comparator.comparingLong(Render::endedAtMs))
                .toList();
        int tooMany = oldestFirst.size() - limit;
        for (Render failed : oldestFirst) {
            if (!isExpired(failed.endedAtMs()) && tooMany <= 0) {
                return;
            }
            tooMany--;
            ends.forget(failed);
        }
    }

    private boolean isExpired(long endedAtMs) {
        return endedAtMs + retentionMs < ledger.nowMs();
    }
}
