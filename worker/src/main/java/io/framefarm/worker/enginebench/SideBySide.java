package io.framefarm.worker.enginebench;

import java.util.Locale;

/**
 * Several segments in one run of a network beside as many runs of one segment, in turns.
 *
 * @param segments in one run
 * @param aloneMillis the median of the runs of one segment
 * @param togetherMillis the median of the runs of all segments, divided by their number
 */
public record SideBySide(String network, int segments, double aloneMillis, double togetherMillis) {

    public double timesFaster() {
        return aloneMillis / togetherMillis;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-13s %d segments in one run %.1f ms each   one by one %.1f ms each   %.2f times as fast",
                network,
                segments,
                togetherMillis,
                aloneMillis,
                timesFaster());
    }
}
