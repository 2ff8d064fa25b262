/** Frames side by side, for people to look at. */
@NullMarked
package io.framefarm.training.sheet;

import org.jspecify.annotations.NullMarked;
