package io.framefarm.training.judge;

import io.framefarm.training.world.Scene;
import java.util.Map;
import java.util.Optional;

/** Holds a video that was guided by a clip, by its first frame or its layout, against that clip. */
public final class Likeness {

    /** Of the frame's side; a subject is three to four times as long. */
    private static final double SAME_PLACE = 0.1;

    /** What a frame counts in which nothing is found. */
    private static final double LOST = 0.5;

    private final Judge judge = new Judge();
    private final int side;

    /** Of square frames of so many pixels. */
    public Likeness(int side) {
        this.side = side;
    }

    /** Whether the first frame has the colour, shape and place that it has in the clip. */
    public boolean keepsFirstFrame(byte[][] video, byte[][] clip, Scene scene) {
        byte[][] begins = {video[0]};
        Sighting seen = judge.look(begins, side, side);
        Optional<Centre> place = centre(begins);
        Optional<Centre> wanted = centre(new byte[][] {clip[0]});
        return seen.subject() == scene.subject()
                && seen.colour() == scene.colour()
                && place.isPresent()
                && wanted.isPresent()
                && place.get().distance(wanted.get()) < SAME_PLACE;
    }

    /** Mean distance of the subject from its place in the clip, as a share of the frame's side. */
    public double distance(byte[][] video, byte[][] clip) {
        Map<Integer, Centre> path = judge.centres(video, side, side);
        Map<Integer, Centre> wanted = judge.centres(clip, side, side);
        double sum = 0;
        for (Map.Entry<Integer, Centre> entry : wanted.entrySet()) {
            Centre found = path.get(entry.getKey());
            sum += found == null ? LOST : found.distance(entry.getValue());
        }
        return wanted.isEmpty() ? LOST : sum / wanted.size();
    }

    private Optional<Centre> centre(byte[][] still) {
        return Optional.ofNullable(judge.centres(still, side, side).get(0));
    }
}
