package io.framefarm.training.judge;

import io.framefarm.training.world.Background;
import io.framefarm.training.world.Rgb;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Recognises the background: the one to which the middle pixel of all, sorted by distance, is nearest. */
final class Scenery {
    private static final double LARGEST_DISTANCE = 40;

    /** Enough pixels for a median, in no step with the rows. */
    private static final int STRIDE = 13;

    private Scenery() {}

    static @Nullable Background recognise(Frames frames) {
        Background nearest = null;
        double smallest = LARGEST_DISTANCE;
        for (Background background : Background.values()) {
            double distance = medianDistance(frames, rows(background, frames.height()));
            if (distance < smallest) {
                smallest = distance;
                nearest = background;
            }
        }
        return nearest;
    }

    /** The background's colour in every row. */
    static Rgb[] rows(Background background, int height) {
        Rgb[] rows = new Rgb[height];
        for (int row = 0; row < height; row++) {
            rows[row] = background.at((row + 0.5) / height);
        }
        return rows;
    }

    private static double medianDistance(Frames frames, Rgb[] rows) {
        int all = frames.count() * frames.pixels();
        double[] distances = new double[(all + STRIDE - 1) / STRIDE];
        for (int i = 0; i < distances.length; i++) {
            int frame = i * STRIDE / frames.pixels();
            int pixel = i * STRIDE % frames.pixels();
            distances[i] = frames.distance(frame, pixel, rows[pixel / frames.width()]);
        }
        Arrays.sort(distances);
        return distances[distances.length / 2];
    }
}
