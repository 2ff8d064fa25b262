package io.framefarm.training.judge;

import io.framefarm.training.world.Background;
import io.framefarm.training.world.Colour;
import io.framefarm.training.world.Rgb;
import org.jspecify.annotations.Nullable;

/**
 * Tells the subject's body from all else by colour. A blurred edge between a white cue and the background can look like
 * a body colour, so a pixel counts as body only if no mixture of the two explains it better.
 */
final class BodyPixels {
    private static final Rgb WHITE = new Rgb(248, 248, 248);
    private static final Rgb DARK = new Rgb(18, 18, 22);
    private static final double FARTHEST = 110;
    /** Nearer to the background than any body colour is; most pixels are, so the rest of the work is saved. */
    private static final double SURELY_BACKGROUND = 35;

    private static final double SMALLEST_SHARE = 0.01;

    private final Frames frames;
    private final Rgb[] backgroundRows;

    BodyPixels(Frames frames, Background background) {
        this.frames = frames;
        this.backgroundRows = Scenery.rows(background, frames.height());
    }

    /** The body colour that most pixels show; null if hardly any pixel shows one. */
    @Nullable
    Colour colour() {
        Colour commonest = null;
        double most = SMALLEST_SHARE * frames.count() * frames.pixels();
        int[] votes = votes();
        int index = 0;
        for (Colour colour : Colour.values()) {
            if (votes[index] > most) {
                most = votes[index];
                commonest = colour;
            }
            index++;
        }
        return commonest;
    }

    /** Where a frame shows this body colour, [height * width]. */
    boolean[] mask(int frame, Colour colour) {
        boolean[] mask = new boolean[frames.pixels()];
        for (int pixel = 0; pixel < mask.length; pixel++) {
            mask[pixel] = frames.distance(frame, pixel, colour.rgb()) < farthestBody(frame, pixel);
        }
        return mask;
    }

    private int[] votes() {
        Colour[] colours = Colour.values();
        int[] votes = new int[colours.length];
        for (int frame = 0; frame < frames.count(); frame++) {
            for (int pixel = 0; pixel < frames.pixels(); pixel++) {
                double smallest = farthestBody(frame, pixel);
                int nearest = -1;
                for (int i = 0; i < colours.length; i++) {
                    double distance = frames.distance(frame, pixel, colours[i].rgb());
                    if (distance < smallest) {
                        smallest = distance;
                        nearest = i;
                    }
                }
                if (nearest >= 0) {
                    votes[nearest]++;
                }
            }
        }
        return votes;
    }

    /** A pixel is body if its distance to the body's colour is less than this. */
    private double farthestBody(int frame, int pixel) {
        Rgb background = backgroundRows[pixel / frames.width()];
        if (frames.distance(frame, pixel, background) < SURELY_BACKGROUND) {
            return 0;
        }
        double cue = frames.distanceToMixture(frame, pixel, background, WHITE);
        double feature = frames.distance(frame, pixel, DARK);
        return Math.min(FARTHEST, Math.min(cue, feature));
    }
}
