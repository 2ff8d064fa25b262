package io.framefarm.worker.enginebench;

import java.util.Locale;

/**
 * Several pieces of work in one run of a network beside as many runs of one, in turns.
 *
 * @param pieces what they are, in the plural
 * @param count in one run
 * @param aloneMillis the median of the runs of one
 * @param togetherMillis the median of the runs of all, divided by their number
 */
public record SideBySide(String network, String pieces, int count, double aloneMillis, double togetherMillis) {

    public double timesFaster() {
        return aloneMillis / togetherMillis;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-12s %d %s in one run %.1f ms each   one by one %.1f ms each   %.2f times as fast",
                network,
                count,
                pieces,
                togetherMillis,
                aloneMillis,
                timesFaster());
    }
}
