package io.framefarm.worker.enginebench;

import java.util.Locale;

/**
 * How fast one network ran.
 *
 * @param openMillis to bind its weights
 * @param runMillis the median of its runs
 * @param flops floating-point operations of one run, counted from the graph
 * @param leastBytes that one run has to move: weights, inputs and outputs, each once
 * @param roofline taken between the runs
 */
public record Measurement(
        String network, double openMillis, double runMillis, long flops, long leastBytes, Roofline roofline) {

    public static final String HEADINGS = String.format(
            "%-13s %8s %9s %9s %9s %11s   %-6s %14s %16s %13s",
            "network",
            "open ms",
            "run ms",
            "GFLOP",
            "GFLOP/s",
            "FLOP/byte",
            "bound",
            "of the bound",
            "matrix GFLOP/s",
            "memory GB/s");

    /** As many runs of it as one. */
    Measurement times(int count) {
        return new Measurement(network, openMillis, count * runMillis, count * flops, count * leastBytes, roofline);
    }

    /** This one and then another, on the same roofline. */
    Measurement and(Measurement next, String together) {
        return new Measurement(
                together,
                openMillis + next.openMillis,
                runMillis + next.runMillis,
                flops + next.flops,
                leastBytes + next.leastBytes,
                roofline);
    }

    public double gflops() {
        return flops / runMillis / 1e6;
    }

    /** The arithmetic intensity at its highest: what fits into no cache is moved more than once. */
    public double flopsPerByte() {
        return (double) flops / leastBytes;
    }

    public Roofline.Bound bound() {
        return roofline.bound(flopsPerByte());
    }

    /** Its rate as a part of the one that the roofline allows. */
    public double shareOfBound() {
        return gflops() / roofline.gflops(flopsPerByte());
    }

    /** A line of the table whose first one is {@link #HEADINGS}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-13s %8.0f %9.1f %9.2f %9.1f %11.1f   %-6s %12.0f %% %16.1f %13.1f",
                network,
                openMillis,
                runMillis,
                flops / 1e9,
                gflops(),
                flopsPerByte(),
                bound().name().toLowerCase(Locale.ROOT),
                100 * shareOfBound(),
                roofline.matrixGflops(),
                roofline.memoryGbytes());
    }
}
