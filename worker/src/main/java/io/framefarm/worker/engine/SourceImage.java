package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The image that a shot begins with.
 *
 * @param pixels of any size; what does not fit the frames is cut off
 * @param statedMotionScale how far the frames move away from it; absent, the pack says
 */
public record SourceImage(RgbFrame pixels, @Nullable Float statedMotionScale) {

    private static final float MAX_MOTION_SCALE = 10;

    public SourceImage {
        if (statedMotionScale != null && !(statedMotionScale >= 0 && statedMotionScale <= MAX_MOTION_SCALE)) {
            throw new IllegalArgumentException(
                    "motion_scale: " + statedMotionScale + " (allowed: 0 to " + MAX_MOTION_SCALE + ")");
        }
    }

    public Optional<Float> motionScale() {
        return Optional.ofNullable(statedMotionScale);
    }
}
