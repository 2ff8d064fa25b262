package io.framefarm.training.judge;

import io.framefarm.training.world.Background;
import io.framefarm.training.world.Rgb;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Recognises the background: the one to which the middle pixel of all, sorted by distance, is nearest. */
final class Scenery {
    private static final double LARGEST_DISTANCE = 40;

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
        double[] distances = new double[frames.count() * frames.pixels()];
        for (int frame = 0; frame < frames.count(); frame++) {
            for (int pixel = 0; pixel < frames.pixels(); pixel++) {
                distances[frame * frames.pixels() + pixel] =
                        frames.distance(frame, pixel, rows[pixel / frames.width()]);
            }
        }
        Arrays.sort(distances);
        return distances[distances.length / 2];
    }
}
