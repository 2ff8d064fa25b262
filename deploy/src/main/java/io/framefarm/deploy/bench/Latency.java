package io.framefarm.deploy.bench;

import java.util.Arrays;

/** How long answers took, in milliseconds; not a number when there were none. */
record Latency(int answers, double medianMs, double p99Ms, double maxMs) {

    static Latency ofNanos(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latency(sorted.length, quantileMs(sorted, 0.5), quantileMs(sorted, 0.99), quantileMs(sorted, 1));
    }

    private static double quantileMs(long[] sorted, double quantile) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(quantile * sorted.length) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }
}
