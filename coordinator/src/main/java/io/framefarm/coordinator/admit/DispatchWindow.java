package io.framefarm.coordinator.admit;

/**
 * How many segments of a pool may be dispatched and not finished.
 *
 * @param perWorker for each live worker, 1 to 16: one to render and the next to warm up for
 * @param extra for the pool, 0 to 1000
 */
public record DispatchWindow(int perWorker, int extra) {
    public static final DispatchWindow DEFAULT = new DispatchWindow(2, 0);

    public DispatchWindow {
        if (perWorker < 1 || perWorker > 16) {
            throw new IllegalArgumentException("perWorker: " + perWorker + " is not within 1 to 16");
        }
        if (extra < 0 || extra > 1000) {
            throw new IllegalArgumentException("extra: " + extra + " is not within 0 to 1000");
        }
    }

    /** None without workers: what nobody can render now stays where priorities and cancels reach it. */
    public int segments(int liveWorkers) {
        return liveWorkers == 0 ? 0 : liveWorkers * perWorker + extra;
    }
}
