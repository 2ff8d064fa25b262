package io.framefarm.coordinator.admit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long workers take for a unit of work ({@link Candidate#cost()}), by model: an exponentially weighted mean of what
 * results say. For estimates only; it begins with a guess and learns anew after each start.
 */
public final class RenderingPace {
    /** 16 frames of 512x512 in four steps take ten seconds: a guess between a large GPU and a processor. */
    private static final double GUESSED_SECONDS_PER_COST = 10.0 / (16L * 512 * 512 * 4);

    private static final double WEIGHT_OF_THE_LATEST = 0.2;
    /** More would be invented names. */
    private static final int MOST_MODELS = 1000;

    private final Map<String, Double> secondsPerCost = new HashMap<>();
    private double ofAnyModel = GUESSED_SECONDS_PER_COST;

    /** A segment of this cost took so long; an implausible time is not learned from. */
    public void measured(String model, long cost, Duration took) {
        if (took.isNegative() || took.isZero() || cost <= 0) {
            return;
        }
        double latest = took.toNanos() / 1e9 / cost;
        ofAnyModel = secondsPerCost.isEmpty() ? latest : mix(ofAnyModel, latest);
        if (secondsPerCost.size() < MOST_MODELS || secondsPerCost.containsKey(model)) {
            secondsPerCost.merge(model, latest, RenderingPace::mix);
        }
    }

    /** What work of this cost is expected to take one worker, in seconds. */
    public double seconds(String model, long cost) {
        return cost * secondsPerCost.getOrDefault(model, ofAnyModel);
    }

    private static double mix(double before, double latest) {
        return before + WEIGHT_OF_THE_LATEST * (latest - before);
    }
}
