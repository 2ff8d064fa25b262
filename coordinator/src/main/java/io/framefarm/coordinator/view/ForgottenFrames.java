package io.framefarm.coordinator.view;

import java.util.ArrayDeque;
import java.util.Deque;

/** What renders that were forgotten had asked for: to forget a render gives nobody its share of the day back. Thread-safe. */
final class ForgottenFrames {
    private static final int MAX_RENDERS = 100_000;

    private final Deque<Asked> asked = new ArrayDeque<>();

    private record Asked(String producer, long acceptedAtMs, int frames) {}

    synchronized void add(RenderView render) {
        asked.add(new Asked(
                render.status().getProducer(),
                render.status().getAcceptedAtMs(),
                render.status().getFramesTotal()));
        if (asked.size() > MAX_RENDERS) {
            asked.remove();
        }
    }

    /** Of one producer, accepted since then; older ones are nobody's concern any more. */
    synchronized long since(String producer, long sinceMs) {
        asked.removeIf(render -> render.acceptedAtMs() < sinceMs);
        return asked.stream()
                .filter(render -> render.producer().equals(producer))
                .mapToLong(Asked::frames)
                .sum();
    }
}
