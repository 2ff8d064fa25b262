package io.framefarm.protocol.monitor;

/** How finely durations are told apart, in seconds. */
public final class Buckets {
    /** From a step of bookkeeping to a slow disk: 1 ms to 10 s. */
    public static final Buckets BRIEF =
            new Buckets(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10);

    /** From a warm network on a GPU to a large one on a processor: 50 ms to 20 min. */
    public static final Buckets WORK = new Buckets(0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300, 600, 1200);

    /** What people wait for: 1 s to 12 h. */
    public static final Buckets WAIT =
            new Buckets(1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14_400, 43_200);

    private final double[] bounds;

    private Buckets(double... bounds) {
        this.bounds = bounds;
    }

    double[] bounds() {
        return bounds.clone();
    }
}
