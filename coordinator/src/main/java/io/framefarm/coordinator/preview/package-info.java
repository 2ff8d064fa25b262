/** Shows a video while it is being made: fragments and a playlist that grow in the video store, gone soon after the end. */
@NullMarked
package io.framefarm.coordinator.preview;

import org.jspecify.annotations.NullMarked;
