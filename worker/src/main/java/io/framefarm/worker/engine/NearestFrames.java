package io.framefarm.worker.engine;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Every frame of a window as the nearest one that is given: a guess at how a window goes on. Without it, frames that
 * follow given ones begin again where the noise puts them, because a sampler's earliest steps decide where things are
 * while noise still hides what is given.
 */
final class NearestFrames {

    /** From how many frames on a frame is no longer drawn to what is given. */
    private static final int FAR = 6;

    private final LatentShape shape;
    private final int[] distances;
    private final float[] latent;

    /**
     * Looks up the nearest frames.
     *
     * @param given at least one frame of the window
     */
    NearestFrames(LatentShape shape, FrameWindow window, List<GivenLatents> given) {
        BlendLatents blend = new BlendLatents(shape, window);
        this.shape = shape;
        this.distances = new int[window.frames()];
        this.latent = new float[shape.size()];
        int[] places = IntStream.range(0, window.frames())
                .filter(place -> blend.isGiven(place, given))
                .toArray();
        for (int place = 0; place < window.frames(); place++) {
            int nearest = nearest(place, places);
            distances[place] = Math.abs(nearest - place);
            shape.setFrame(latent, place, blend.frame(window.frame(nearest), given));
        }
    }

    private static int nearest(int place, int[] places) {
        int nearest = places[0];
        for (int other : places) {
            nearest = Math.abs(other - place) < Math.abs(nearest - place) ? other : nearest;
        }
        return nearest;
    }

    /** [channels, frames, height, width]. */
    float[] latent() {
        return latent;
    }

    /** Draws a latent's frames to the nearest given ones, the more the nearer those are. */
    void draw(float[] clean) {
        for (int place = 0; place < distances.length; place++) {
            float share = Math.max(0, 1 - (float) distances[place] / FAR);
            float[] own = shape.frame(clean, place);
            float[] given = shape.frame(latent, place);
            for (int i = 0; i < own.length; i++) {
                own[i] = share * given[i] + (1 - share) * own[i];
            }
            shape.setFrame(clean, place, own);
        }
    }
}
