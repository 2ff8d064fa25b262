/** Frames as pixels, and as the PNG images in which they travel. */
@NullMarked
package io.framefarm.protocol.frame;

import org.jspecify.annotations.NullMarked;
