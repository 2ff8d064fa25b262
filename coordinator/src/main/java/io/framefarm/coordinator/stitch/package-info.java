/** Puts the frames of winning attempts into one video per render, in order and while segments are still rendering. */
@NullMarked
package io.framefarm.coordinator.stitch;

import org.jspecify.annotations.NullMarked;
