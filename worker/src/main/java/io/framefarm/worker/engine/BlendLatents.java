package io.framefarm.worker.engine;

import java.util.List;

/**
 * Averages latents of windows that overlap. A frame counts the more the further it is from the border of its window,
 * which over the overlap of two windows is a linear cross-fade: the pyramid weights of AnimateDiff-Evolved.
 */
final class BlendLatents {

    private final LatentShape shape;
    private final FrameWindow window;

    /** Of the window that is blended. */
    BlendLatents(LatentShape shape, FrameWindow window) {
        this.shape = shape;
        this.window = window;
    }

    /** [channels, frames, height, width]; every frame must be given at least once. */
    float[] blend(List<GivenLatents> given) {
        float[] blended = new float[shape.size()];
        for (int i = 0; i < window.frames(); i++) {
            shape.setFrame(blended, i, frame(window.frame(i), given));
        }
        return blended;
    }

    private void requireFit(GivenLatents latents) {
        int expected = shape.withFrames(latents.window().frames()).size();
        if (latents.values().length != expected) {
            throw new RenderException(
                    Fault.BUG,
                    "LATENTS_MISFIT",
                    latents.values().length + " values for " + latents.window() + " where " + expected + " belong");
        }
    }

    /** Whether any of them has the frame at this place of the window. */
    boolean isGiven(int place, List<GivenLatents> given) {
        return given.stream().anyMatch(latents -> latents.window().place(window.frame(place)) >= 0);
    }

    /** One frame, [channels, height, width], of all that have it; in the order in which they are given. */
    float[] frame(int frame, List<GivenLatents> given) {
        float[] sum = new float[shape.frameSize()];
        int weights = 0;
        for (GivenLatents latents : given) {
            int place = latents.window().place(frame);
            if (place < 0) {
                continue;
            }
            requireFit(latents);
            int weight = Math.min(place + 1, latents.window().frames() - place);
            float[] one = shape.withFrames(latents.window().frames()).frame(latents.values(), place);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * one[i];
            }
            weights += weight;
        }
        if (weights == 0) {
            throw new RenderException(
                    Fault.BUG, "LATENTS_MISSING", "no segment has handed on the latents of frame " + frame);
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= weights;
        }
        return sum;
    }
}
