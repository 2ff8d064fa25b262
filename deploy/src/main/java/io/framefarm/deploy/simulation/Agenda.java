package io.framefarm.deploy.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: what is to happen, in the order of its moments; what falls on one moment, in the order of planning. */
final class Agenda {
    private static final long BEGINNING_MS = 1_000_000;

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::atMs).thenComparingLong(Entry::number));
    private long nowMs = BEGINNING_MS;
    private long planned;

    private record Entry(long atMs, long number, Runnable task) {}

    long nowMs() {
        return nowMs;
    }

    /** Since the beginning. */
    long elapsedMs() {
        return nowMs - BEGINNING_MS;
    }

    void after(long ms, Runnable task) {
        entries.add(new Entry(nowMs + Math.max(0, ms), planned++, task));
    }

    /** Lets everything happen that falls into this time from now on. */
    void pass(long ms) {
        long until = nowMs + ms;
        for (Entry next = entries.peek(); next != null && next.atMs() <= until; next = entries.peek()) {
            entries.remove();
            nowMs = next.atMs();
            next.task().run();
        }
        nowMs = until;
    }
}
