package io.framefarm.coordinator.view;

/** How many frames were rendered in the last minutes, in slices of time of which the oldest is dropped. Thread-safe. */
final class RenderingRate {
    private static final long SLICE_MS = 10_000;
    private static final int SLICES = 30;

    private final long[] frames = new long[SLICES];
    private long newest;

    synchronized void rendered(long atMs, int count) {
        if (count <= 0) {
            return; // a reopened render counts down
        }
        long slice = atMs / SLICE_MS;
        if (slice <= newest - SLICES) {
            return;
        }
        advanceTo(slice);
        frames[(int) (slice % SLICES)] += count;
    }

    /** Over the slices in which anything was rendered: a farm that had nothing to do is not slow. */
    synchronized double perSecond(long nowMs) {
        advanceTo(nowMs / SLICE_MS);
        long sum = 0;
        int busy = 0;
        for (long slice : frames) {
            sum += slice;
            busy += slice > 0 ? 1 : 0;
        }
        return busy == 0 ? 0 : sum / (busy * SLICE_MS / 1000.0);
    }

    private void advanceTo(long slice) {
        if (slice <= newest) {
            return;
        }
        for (long next = Math.max(newest + 1, slice - SLICES + 1); next <= slice; next++) {
            frames[(int) (next % SLICES)] = 0;
        }
        newest = slice;
    }
}
