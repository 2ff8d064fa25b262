package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A ControlNet that guides the layout of a window.
 *
 * @param net what the pack calls it
 * @param images one for all frames of the window, or one for each
 * @param statedScale how strong it is; absent, the pack says
 * @param start share of the steps after which it has a say
 * @param end share of the steps after which it has none any more
 */
public record ControlUse(
        String net, List<RgbFrame> images, @Nullable Float statedScale, float start, float end) {

    public ControlUse {
        images = List.copyOf(images);
        if (!(start >= 0 && start < end && end <= 1)) {
            throw new IllegalArgumentException(
                    "controls: " + net + " from " + start + " to " + end + " (allowed: 0 <= start < end <= 1)");
        }
    }

    public Optional<Float> scale() {
        return Optional.ofNullable(statedScale);
    }

    /** Whether it has a say in a step, as diffusers decides it: only if the whole step is inside. */
    boolean isActive(int step, int steps) {
        return (float) step / steps >= start && (step + 1f) / steps <= end;
    }
}
