package io.framefarm.deploy.simulation;

import java.util.List;
import java.util.Map;

/**
 * What came of one history.
 *
 * @param seed by which it happens again
 * @param breaches of guarantees; empty when all were kept
 * @param struck how often each fault happened
 * @param restarts of processes and brokers that the farm survived
 * @param counts of renders, segments and frames
 * @param story what happened, line by line, if it was asked for
 */
public record History(
        long seed, List<String> breaches, Map<Fault, Integer> struck, int restarts, Counts counts, List<String> story) {

    public History {
        breaches = List.copyOf(breaches);
        struck = Map.copyOf(struck);
        story = List.copyOf(story);
    }

    /**
     * How much there was of everything.
     *
     * @param renders that were asked for
     * @param done those that ended with a video
     * @param failed those that ended with a reason
     * @param cancelled those that were called off
     * @param rendered results that workers published
     * @param won results that were used
     * @param compared frames of videos that were compared
     * @param lost frames missing from videos
     * @param doubled frames that were in a video twice
     */
    public record Counts(
            long renders,
            long done,
            long failed,
            long cancelled,
            long rendered,
            long won,
            long compared,
            long lost,
            long doubled) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    renders + other.renders,
                    done + other.done,
                    failed + other.failed,
                    cancelled + other.cancelled,
                    rendered + other.rendered,
                    won + other.won,
                    compared + other.compared,
                    lost + other.lost,
                    doubled + other.doubled);
        }
    }
}
