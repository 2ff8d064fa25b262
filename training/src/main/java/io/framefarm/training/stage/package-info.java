/** The stages of decoupled consistency learning, one class each, and the resumable loop that runs them. */
@NullMarked
package io.framefarm.training.stage;

import org.jspecify.annotations.NullMarked;
