package io.framefarm.worker.enginebench;

import java.util.Locale;

/**
 * A network in bytes beside the same in floats, run in turns.
 *
 * @param exactMillis the median of its runs in floats
 * @param bytesMillis the median of its runs in bytes
 * @param error root mean square of the difference between the two results, over that of the exact one
 */
public record Comparison(String network, double exactMillis, double bytesMillis, double error) {

    public double timesFaster() {
        return exactMillis / bytesMillis;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-14s int8 %7.0f ms   single %5.0f ms   %.2f times as fast   error %.2f %%",
                network,
                bytesMillis,
                exactMillis,
                timesFaster(),
                100 * error);
    }
}
