package io.framefarm.worker.enginebench;

import java.util.Locale;

/**
 * How fast one network ran.
 *
 * @param openMillis to bind its weights
 * @param runMillis the median of its runs
 * @param flops floating-point operations of one run, counted from the graph
 * @param matrixGflops billions of operations a second that matrix products reached between the runs
 */
public record Measurement(String network, double openMillis, double runMillis, long flops, double matrixGflops) {

    public double gflops() {
        return flops / runMillis / 1e6;
    }

    /** Its rate as a part of the matrix products'. */
    public double share() {
        return gflops() / matrixGflops;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-14s open %7.0f ms   run %8.0f ms   %8.1f GFLOP   %6.1f GFLOP/s   %3.0f %% of the matrix rate %.1f",
                network,
                openMillis,
                runMillis,
                flops / 1e9,
                gflops(),
                100 * share(),
                matrixGflops);
    }
}
