/** Trains the bundled demo model with AnimateLCM's own method. */
@NullMarked
package io.framefarm.training;

import org.jspecify.annotations.NullMarked;
