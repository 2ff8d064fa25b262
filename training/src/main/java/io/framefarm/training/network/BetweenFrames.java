package io.framefarm.training.network;

import org.bytedeco.pytorch.Tensor;

/** What happens between the frames of a video at each position of the UNet. */
@FunctionalInterface
public interface BetweenFrames {
    /** Single images: nothing. */
    BetweenFrames NOTHING = (position, x) -> x;

    /** {@code position} is the key of a motion module, such as {@code down_blocks.0.motion_modules.1}. */
    Tensor at(String position, Tensor x);
}
