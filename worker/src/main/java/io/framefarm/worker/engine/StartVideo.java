package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;
import java.util.List;

/**
 * The frames that a window is made of instead of noise alone (SDEdit, <a href="https://arxiv.org/abs/2108.01073">Meng et
 * al. 2022</a>).
 *
 * @param images one for all frames of the window, or one for each
 * @param strength from just above 0, which keeps them, to 1, which keeps nothing
 */
public record StartVideo(List<RgbFrame> images, float strength) {

    public StartVideo {
        images = List.copyOf(images);
        if (!(strength > 0 && strength <= 1)) {
            throw new IllegalArgumentException("start.strength: " + strength + " (allowed: above 0, up to 1)");
        }
    }

    /** The first of a number of steps that is made; those before would only be noise upon noise. */
    int firstStep(int steps) {
        int made = (int) (steps * strength);
        if (made == 0) {
            throw new IllegalArgumentException("start.strength: " + strength + " of " + steps
                    + " steps is less than one (allowed: at least " + 1f / steps + ", or more steps)");
        }
        return steps - made;
    }
}
